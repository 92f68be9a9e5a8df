import type * as z from 'zod';
import { count } from '../count.js';
import { nearest, suggestion } from '../nearest.js';
import type { Finding } from './finding.js';
import { type JsonSchema, keysOf, schemasAt } from './json-schema.js';
import type { Path } from './path.js';

type Issue = z.core.$ZodIssue;

/** What the schema has against a file, in words: what was found, what was expected, the nearest right name. */
export function wordIssue(issue: Issue, data: unknown, root?: JsonSchema): Finding[] {
  return words({ ...issue, path: [...issue.path] }, data, root);
}

function words(issue: Issue, data: unknown, root?: JsonSchema): Finding[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path, key, data, root));
  if (issue.code === 'invalid_union') return unionWords(issue, data, root);
  if (issue.code === 'invalid_key') {
    const found = String(path.at(-1));
    return [{ path, at: 'key', found, message: `found "${found}" as a name, expected ${issue.issues[0]?.message}` }];
  }
  return [valueWords(path, valueAt(data, path), expectation(issue), choices(issue))];
}

function unknownKey(parent: Path, key: string, data: unknown, root: JsonSchema | undefined): Finding {
  const known = keysOf(schemasAt(parent, root));
  const present = Object.keys(valueAt(data, parent) as object);
  const near = nearest(
    key,
    known.filter(one => !present.includes(one)),
  );
  const help = near === undefined ? `; known here: ${known.join(', ')}${cutWords(key)}` : suggestion(near);
  return { path: [...parent, key], at: 'key', found: key, nearest: near, message: `unknown key "${key}"${help}` };
}

/** A key that is no name may be the rest of a value that a comma has cut. */
function cutWords(key: string): string {
  return /^[\w.-]+$/.test(key) ? '' : '; inside { } a value with a comma stands in quotes';
}

function valueWords(path: Path, value: unknown, expected: string, names: string[] = []): Finding {
  if (value === undefined) return { path, at: 'missing', message: `missing; expected ${expected}` };
  const near = typeof value === 'string' ? meant(value, names) : undefined;
  const quoted = expected === 'a text' && ['number', 'boolean'].includes(typeof value) ? ' (put it in quotes)' : '';
  const listed = expected === 'a list' && typeof value === 'string' ? `: [${JSON.stringify(value)}]` : '';
  const tab = value === '\\t' ? '; a tab is written "\\t", in double quotes' : '';
  const key = path.at(-1);
  const isWord = value === null && expected === 'a text' && typeof key === 'number';
  const word = isWord ? '; a word that YAML takes for nothing stands in quotes: "NULL", "~"' : '';
  const cut = value === null && typeof key === 'string' ? cutWords(key) : '';
  const message = `found ${foundText(value)}, expected ${expected}${quoted}${word}${listed}${suggestion(near)}${tab}${cut}`;
  return { path, message, found: typeof value === 'string' ? value : foundText(value), nearest: near };
}

/** Of names that have a number, such as encodings, one with another number is not what was meant. */
function meant(value: string, names: string[]): string | undefined {
  const known = otherNames[value.toLowerCase()];
  const near = known !== undefined && names.includes(known) ? known : nearest(value, names);
  const isOther =
    /^(windows|iso)-/.test(value) && near !== undefined && digits(near) !== digits(value) && near !== known;
  return isOther ? undefined : near;
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

/** What others call our encodings. */
const otherNames: Record<string, string> = {
  cp1250: 'windows-1250',
  cp1252: 'windows-1252',
  ansi: 'windows-1252',
  'iso-8859-1': 'latin-1',
  'iso-8859-2': 'latin-2',
  gbk: 'gb18030',
};

/** A union fails in every branch: the one that was meant is the one whose kind of value fits. */
function unionWords(issue: Issue & { code: 'invalid_union' }, data: unknown, root?: JsonSchema): Finding[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const meant = issue.errors.filter(branch => branch.length > 0 && branch.every(one => ofItsKind(one, value)));
  const best = meant.sort((a, b) => a.length - b.length)[0];
  const isWord = best?.some(({ code, path: below }) => code === 'invalid_value' && below.length === 0);
  if (best && !isWord) return best.flatMap(one => words({ ...one, path: [...path, ...one.path] } as Issue, data, root));
  const branches = issue.errors.filter(branch => !isWord || branch.every(isPlain));
  const names = branches.flatMap(branch => branch.flatMap(choices));
  const expected = branches.flatMap(branch => branch.slice(0, 1).map(one => expectation(one)));
  const others = expected.filter(one => one !== kinds.null || !names.includes(one));
  return [valueWords(path, value, [...new Set(others)].join(' or '), names)];
}

/** Whether a word, a number, or true and false were expected: what is written like a word that is not known. */
function isPlain(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_type') return ['number', 'int', 'boolean'].includes(issue.expected);
  return issue.code === 'invalid_value';
}

function ofItsKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return true;
  if (issue.code === 'invalid_type') return issue.expected === 'int' && typeof value === 'number';
  return issue.code !== 'invalid_value' || issue.values.some(one => typeof one === typeof value);
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  null: 'null',
};

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return issue.errors.flatMap(branch => branch.slice(0, 1).map(one => expectation(one))).join(' or ');
    case 'too_small':
      return size(
        issue.origin,
        issue.inclusive === false ? 'more than' : 'at least',
        Number(issue.minimum),
        issue.exact,
      );
    case 'too_big':
      return size(
        issue.origin,
        issue.inclusive === false ? 'less than' : 'at most',
        Number(issue.maximum),
        issue.exact,
      );
    default:
      return issue.message;
  }
}

function size(origin: string, bound: string, limit: number, exact: boolean | undefined): string {
  const word = exact ? 'exactly' : bound;
  if (origin === 'string') return `${word} ${count(Number(limit), 'character')}`;
  if (origin === 'array') return `${word} ${count(Number(limit), 'item')}`;
  return `${word} ${limit}`;
}

function choices(issue: Issue): string[] {
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/** A value as a message names it, cut after 60 characters. */
function foundText(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data);
}
