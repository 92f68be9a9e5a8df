import { isMap, type Node, visit, type YAMLError } from 'yaml';
import { messageOf } from '../errors.js';
import type { YamlDocument } from './document.js';
import { keyText } from './node.js';
import type { ProjectIssue } from './project-error.js';

/** What keeps a text from being YAML with keys at its root; empty when nothing does. */
export function syntaxIssues(yaml: YamlDocument, text: string): Omit<ProjectIssue, 'file'>[] {
  const { doc, place } = yaml;
  const faults = [...doc.errors, ...doc.warnings].map(error => ({
    ...place(error.pos[0]),
    path: '',
    message: reworded(error, text),
  }));
  const fault = (node: unknown, message: string) =>
    faults.push({ ...place((node as Node).range?.[0] ?? 0), path: '', message });
  visit(doc, {
    Alias: (_, alias) => {
      if (!alias.resolve(doc)) fault(alias, `no anchor &${alias.source} stands before this`);
    },
    Pair: (_, { key }) => {
      if (keyText(key) === '__proto__') fault(key, '"__proto__" cannot be a key');
    },
  });
  if (faults.length > 0) return faults.slice(0, 10);
  const message = rootFault(yaml);
  return message === undefined ? [] : [{ line: 1, column: 1, path: '', message }];
}

function rootFault({ doc }: YamlDocument): string | undefined {
  try {
    if (doc.toJS() === null) return 'the file is empty; it needs at least sources';
  } catch (error) {
    return lowerFirst(messageOf(error));
  }
  return isMap(doc.contents) ? undefined : 'found no keys, expected the keys of a project file, such as sources';
}

function reworded({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY') return `the key "${wordAt(text, pos[0])}" stands twice`;
  if (code === 'TAB_AS_INDENT') return 'the line is indented by a tab; YAML takes blanks only';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; the file is one';
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return 'a value with a colon and a blank inside stands in quotes';
  if (message.startsWith('Unexpected scalar at node end') && /["']\s*$/.test(text.slice(0, pos[0]))) {
    return 'the value goes on after its closing quote; one with both kinds of quotes inside stands in the next line, below >-';
  }
  const quoting = /[[{,][^\n'"]*\$\{/.test(lineAt(text, pos[0])) ? `; inside [ ] and { } put "\${NAME}" in quotes` : '';
  return `${lowerFirst(message)}${quoting}`;
}

function wordAt(text: string, offset: number): string {
  return /^["']?([^"':\n]*)/.exec(text.slice(offset))?.[1]?.trim() ?? '';
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? undefined : end);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
