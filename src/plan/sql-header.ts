import { nearest } from '../nearest.js';
import type { Part } from './part.js';

/** What the comment lines on top of a file say, and what is wrong with them. */
export interface Header {
  says: {
    sentence: string;
    key: string[];
    by?: string[];
    parts?: Part[];
    grows?: true;
    model?: string;
    for?: string[];
    kind?: 'view';
    severity?: 'error' | 'warn';
  };
  faults: { line: number; message: string }[];
}

/** Reads the header of a select: its sentence, then `key:`, each `by:` with `part:` and `via:`, `grows:`, `model:`, `for:`, `kind: view`, and, for a check, `severity:`. */
export function readHeader(select: string, isCheck: boolean): Header {
  const lines = headerLines(select);
  const faults: Header['faults'] = [];
  const fields = fieldsOf(lines);
  const sentence = lines[0] ?? '';
  if (isCheck && sentence === '') faults.push({ line: 1, message: 'expected -- and what an offender is' });
  if (!isCheck && !/^One row( per |:)/.test(sentence)) faults.push({ line: 1, message: 'expected -- One row per …' });
  const key = names(fields.key?.text);
  if (!isCheck && key.length === 0) faults.push({ line: 2, message: 'expected -- key: column, column' });
  lines.forEach((line, index) => {
    for (const name of names(/^(?:key|by):(.*)$/.exec(line)?.[1]))
      if (!/^[a-z_][a-z0-9_]*$/.test(name)) faults.push({ line: index + 1, message: `${name} is no column name` });
  });
  const found = partsOf(lines);
  faults.push(...found.faults);
  const severity = fields.severity?.text ?? 'error';
  if (severity !== 'error' && severity !== 'warn')
    faults.push({ line: fields.severity?.line ?? 1, message: `severity is error or warn, not ${severity}` });
  if (fields.kind && (isCheck || fields.kind.text !== 'view'))
    faults.push({ line: fields.kind.line, message: `kind is view, of a table, or left out: not ${fields.kind.text}` });
  if (fields.kind && (fields.by || lines.includes(grows)))
    faults.push({ line: fields.kind.line, message: 'a view has no rows of its own to make in parts, or to grow by' });
  if (fields.severity && !isCheck) faults.push({ line: fields.severity.line, message: 'only a check has a severity' });
  if (fields.model?.text === '') faults.push({ line: fields.model.line, message: 'expected model: and its name' });
  if (fields.for && names(fields.for.text).length === 0)
    faults.push({ line: fields.for.line, message: 'expected for: and the models that read it' });
  faults.push(...misspelt(lines), ...(isCheck ? ofTables(lines) : []));
  return {
    says: {
      sentence,
      key,
      ...(fields.by ? { by: names(fields.by.text), parts: found.parts } : {}),
      ...(lines.includes(grows) ? { grows: true } : {}),
      ...(fields.model ? { model: fields.model.text } : {}),
      ...(fields.for ? { for: names(fields.for.text) } : {}),
      ...(fields.kind ? { kind: 'view' } : {}),
      ...(isCheck ? { severity: severity === 'warn' ? 'warn' : 'error' } : {}),
    },
    faults,
  };
}

/** Says that the select is a union of what each row of an input gives by itself. */
const grows = 'grows: with each row of its inputs';

type Fields = Partial<Record<'key' | 'by' | 'model' | 'for' | 'kind' | 'severity', { line: number; text: string }>>;

const ofTable = ['key', 'by', 'part', 'via', 'grows', 'model', 'for'];
const words = [...ofTable, 'kind', 'severity'];

/** Other lines are prose, but one that begins with nearly a word of ours would be passed over. */
function misspelt(lines: string[]): Header['faults'] {
  return lines.flatMap((line, index) => {
    const [, word = '', before = ''] = /^(\w+)(\s*):/.exec(line) ?? [];
    if (index === 0 || word === '' || (words.includes(word) && before === '')) return [];
    const isProse = word.length < 3 || !/^[a-z]+$/.test(word);
    const meant = words.find(one => one === word.toLowerCase()) ?? (isProse ? undefined : nearest(word, words, 1));
    return meant ? [{ line: index + 1, message: `${word}${before}: says nothing; did you mean ${meant}:?` }] : [];
  });
}

function ofTables(lines: string[]): Header['faults'] {
  return lines.flatMap((line, index) => {
    const word = ofTable.find(one => line.startsWith(`${one}:`));
    return word ? [{ line: index + 1, message: `a check has no ${word}` }] : [];
  });
}

/** The comment lines before the first line of SQL, without their dashes. */
export function headerLines(select: string): string[] {
  const lines = select.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex(line => !line.startsWith('--'));
  return lines.slice(0, end < 0 ? lines.length : end).map(line => line.slice(2).trim());
}

function fieldsOf(lines: string[]): Fields {
  const fields: Fields = {};
  lines.forEach((line, index) => {
    const [, name, text] = /^(key|by|model|for|kind|severity):\s*(.*)$/.exec(line) ?? [];
    if (name && text !== undefined) fields[name as keyof Fields] ??= { line: index + 1, text: text.trim() };
  });
  return fields;
}

function names(text = ''): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}

/** `part: <input> on <expression>, …` names rows of an input that a part follows from, `via: <input> on <condition>` what else touches it. */
function partsOf(lines: string[]): { parts: Part[]; faults: Header['faults'] } {
  const parts: Part[] = [];
  const faults: Header['faults'] = [];
  const bys: string[][] = [];
  lines.forEach((line, index) => {
    const [, field, input = '', rest = ''] = /^(part|via): ([a-z_]\w*\.[a-z_]\w*) on (.+)$/.exec(line) ?? [];
    const last = parts.at(-1);
    const by = bys.at(-1) ?? [];
    if (line.startsWith('by:')) bys.push(names(line.slice('by:'.length)));
    else if (field === 'part' && bys.length === 0)
      faults.push({ line: index + 1, message: 'expected by: before part:' });
    else if (field === 'part') parts.push({ input, on: expressions(rest), via: [], ...(bys.length > 1 ? { by } : {}) });
    else if (field === 'via' && last) last.via.push({ input, condition: rest });
    else if (/^(part|via):/.test(line))
      faults.push({ line: index + 1, message: expected[field ?? line.slice(0, line.indexOf(':'))] ?? '' });
    if (line.startsWith('grows:') && line !== grows) faults.push({ line: index + 1, message: `expected ${grows}` });
    if (field === 'part' && bys.length > 0 && parts.at(-1)?.on.length !== by.length)
      faults.push({ line: index + 1, message: `expected ${by.length} expressions, one for each column of by:` });
  });
  return { parts, faults };
}

const expected: Record<string, string> = {
  part: 'expected part: schema.table on expression, …',
  via: 'expected via: schema.table on condition, after a part:',
};

/** Split at the commas that stand in no parenthesis. */
function expressions(text: string): string[] {
  let depth = 0;
  const found = [''];
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === ',' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map(one => one.trim());
}
