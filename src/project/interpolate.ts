import { isAbsolute, resolve } from 'node:path';
import { type Document, isPair, isScalar, isSeq, type Scalar, visit } from 'yaml';
import { nearest, suggestion } from '../nearest.js';
import type { Finding } from './finding.js';
import { keyText } from './node.js';
import { type Path, pathText } from './path.js';

/** Where the values of `${NAME}` come from; `set` goes before `env`. */
export interface Settings {
  set: Record<string, string>;
  env: Record<string, string | undefined>;
  /** Relative paths given by `set` (`./x`, `../x`) are taken from here. */
  cwd: string;
}

const reference = /\$\$\{|\$\{(?:([A-Za-z_]\w*)(?::-((?:(?!\$\{)[^}])*))?\})?/g;

/**
 * Fills `${NAME}` and `${NAME:-default}` into the values of a document, in place; `$${` stands for `${`. A value stays inside its scalar.
 * A plain scalar that is nothing but one reference takes the type YAML gives the value; a quoted one stays text.
 * Answers what could not be filled; names used are added to `used`, the paths of what was filled to `filled`.
 */
export function interpolate(
  doc: Document.Parsed,
  settings: Settings,
  used: Set<string>,
  filled = new Set<string>(),
): Finding[] {
  const findings: Finding[] = [];
  visit(doc, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const path = pathOf(node, ancestors);
      filled.add(pathText(path));
      fill(doc, node, path, settings, used, (message, found) => findings.push({ path, message, found, at: 'value' }));
    },
  });
  return findings;
}

/** Told of a reference that cannot be filled: why, and its name, or `${` where it is not written as one. */
type Fail = (message: string, found: string) => void;

const malformedReference = '${';

/** Where to whom is told what: filled when a message is sent, so that what is secret stays out of everything else. */
const filledLate = /^notify\[\d+\]\.(mail\.(user|password)|webhook\.(url|headers\..+))$/;

function fill(doc: Document.Parsed, node: Scalar, path: Path, settings: Settings, used: Set<string>, fail: Fail): void {
  const text = node.value as string;
  const isLate = filledLate.test(pathText(path));
  const filled = fillText(text, settings, used, (message, found) => {
    if (!isLate || found === malformedReference) fail(message, found);
  });
  if (filled === undefined || isLate) return;
  const alone = node.type === 'PLAIN' && /^\$\{[^}]*\}$/.test(text);
  node.value = alone ? typed(doc, filled) : filled;
  node.source = filled;
}

/** A text with its references filled; undefined when one cannot be, of which `fail` is told. Names asked for are added to `used`. */
export function fillText(text: string, settings: Settings, used: Set<string>, fail: Fail): string | undefined {
  let failed = false;
  const filled = text.replace(reference, (whole, name?: string, otherwise?: string) => {
    if (whole === '$${') return '${';
    const value = name === undefined ? undefined : lookUp(name, otherwise, settings);
    if (name !== undefined) used.add(name);
    if (value !== undefined) return value;
    failed = true;
    fail(name === undefined ? malformed(text) : unset(name, settings), name ?? malformedReference);
    return whole;
  });
  return failed ? undefined : filled;
}

/** As in a shell: a default also stands in for an empty value. */
function lookUp(name: string, otherwise: string | undefined, { set, env, cwd }: Settings): string | undefined {
  const given = Object.hasOwn(set, name) ? settingPath(set[name] as string, cwd) : env[name];
  return given === undefined || (given === '' && otherwise !== undefined) ? otherwise : given;
}

function settingPath(value: string, cwd: string): string {
  return /^\.\.?(?:[\\/]|$)/.test(value) && !isAbsolute(value) ? resolve(cwd, value) : value;
}

function unset(name: string, { set }: Settings): string {
  const near = suggestion(nearest(name, Object.keys(set)));
  return `\${${name}} has no value; give --set ${name}=VALUE, the environment variable, or a default: \${${name}:-VALUE}${near}`;
}

function malformed(text: string): string {
  return `found "${text}", expected \${NAME} or \${NAME:-default}; a plain \${ is written $\${`;
}

/** The value that YAML's core schema reads in a text. */
function typed(doc: Document.Parsed, text: string): unknown {
  const tag = doc.schema.tags.find(one => !one.collection && one.default === true && one.test?.test(text));
  if (!tag || tag.collection) return text;
  const value = tag.resolve(text, () => undefined, {});
  return isScalar(value) ? value.value : value;
}

function pathOf(node: Scalar, ancestors: readonly unknown[]): Path {
  const chain = [...ancestors, node];
  return chain.flatMap((one, index): Path => {
    if (isPair(one)) return [keyText(one.key)];
    const parent = chain[index - 1];
    return isSeq(parent) ? [parent.items.indexOf(one)] : [];
  });
}
