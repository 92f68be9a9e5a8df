import { basename, dirname, relative, sep } from 'node:path';
import { identifier } from '../engine/engine.js';
import { groupedBy } from '../grouped.js';
import { sourceFormat } from '../project/source-format.js';
import { textsIn } from './column-texts.js';
import { continuedIn } from './continued.js';
import { countedDates } from './date-evidence.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { type Field, fieldOf, nounOf } from './field-words.js';
import { lineColumns } from './line-columns.js';
import type { Looked } from './look.js';
import { withMinorUnits } from './minor-units.js';
import { withOneDecimal } from './number-evidence.js';
import { isOfReturns } from './returns-file.js';
import { freeName, nameFrom } from './spelling.js';

/** A column of a source: what its name and its values say. */
export interface GroupColumn extends Evidence {
  name: string;
  field?: Field;
  /** Whole numbers of hundredths, such as cents. */
  isMinor?: true;
}

/** Files of one header, to be read as one source. */
export interface Group {
  name: string;
  noun?: string;
  /** The operational system, where there are several. */
  system?: string;
  /** Patterns for them, from the folder of the project. */
  patterns: string[];
  files: Looked[];
  reading: Looked['reading'];
  columns: GroupColumn[];
  /** Records that were looked at. */
  records: number;
  isPart: boolean;
  /** The number that the records of an order have from the first of them. */
  carried?: string;
  /** Which records of the files are its own, where others of the same source are those of another group. */
  only?: string;
  /** Why it is not read as what it looks like. */
  note?: string;
}

/** Files that are read alike are one source: those of the same columns, and of one name but for its numbers those with fewer. */
export function groupsOf(files: Looked[], folder: string): Group[] {
  const sorted = files.toSorted((a, b) => b.columns.length - a.columns.length || Number(a.isAscii) - Number(b.isAscii));
  const buckets = [...groupedBy(sorted, readingOf).values()].flatMap(bucketsOf);
  const places = new Map(files.map((file, at) => [file, at]));
  const inOrder = (a: Looked, b: Looked) => (places.get(a) as number) - (places.get(b) as number);
  for (const bucket of buckets) bucket.sort(inOrder);
  buckets.sort(([a], [b]) => inOrder(a as Looked, b as Looked));
  const paths = files.map(file => pathFrom(folder, file.path));
  const taken = new Set<string>();
  const hasCustomers = files.some(({ columns }) => columns.some(name => fieldOf(name) === 'customer_id'));
  return buckets.flatMap(members => {
    const own = members.map(file => pathFrom(folder, file.path));
    const patterns = patternsOf(own, paths);
    const name = freeName(nameOf(patterns[0] ?? '', folder), one => taken.has(one));
    taken.add(name);
    const read = (some: Looked[], number?: string) => {
      const own = withField(groupOf(some), number, 'order_id');
      const named = ofAccounts({ ...own, name, patterns, ...nounField(name) });
      return lineColumns(onlyDate(numberedChecks(namedOrders(buyingOthers(named, hasCustomers)))));
    };
    const parts = continuedIn(members);
    if (!parts) return [read(members)];
    return [
      { ...read(parts.lines, parts.number), carried: parts.number },
      { ...read(parts.heads, parts.number), only: `trim(${identifier(parts.number)}) <> ''` },
    ];
  });
}

/** How a file is read, but for its encoding: that of a file of ASCII is not known. */
function readingOf({ path, reading }: Looked): string {
  return JSON.stringify([sourceFormat({ files: [path] }), Object.entries({ ...reading, encoding: '' }).sort()]);
}

/** Files of one reading, the widest first: each goes to the first bucket that it belongs to. */
function bucketsOf(files: Looked[]): Looked[][] {
  const buckets: { widest: Looked; told?: Looked; files: Looked[] }[] = [];
  for (const file of files) {
    const known = buckets.find(({ widest, told }) => belongs(file, widest, told));
    const bucket = known ?? { widest: file, files: [] };
    if (!known) buckets.push(bucket);
    if (!file.isAscii) bucket.told ??= file;
    bucket.files.push(file);
  }
  return buckets.map(bucket => bucket.files);
}

/** `told`: the first of the others whose encoding is known. */
function belongs(file: Looked, widest: Looked, told?: Looked): boolean {
  if (told && !file.isAscii && told.reading.encoding !== file.reading.encoding) return false;
  if (isOfReturns(basename(file.path)) !== isOfReturns(basename(widest.path))) return false;
  if (file.columns.join('\0') === widest.columns.join('\0')) return true;
  return seriesOf(file) === seriesOf(widest) && file.columns.every(column => widest.columns.includes(column));
}

/** What the files of a series have in common: the folder, and the name without numbers. */
function seriesOf({ path }: Looked): string {
  const stem = basename(path).slice(0, -endOf(path).length || undefined);
  return `${dirname(path)}/${stem.replace(/\d+/g, '').replace(/[^\p{L}]+$/u, '')}`;
}

const pathFrom = (folder: string, path: string) => relative(folder, path).split(sep).join('/');

function nounField(name: string): { noun?: string } {
  const noun = nounOf(name);
  return noun ? { noun } : {};
}

const isDay = /^date$|_(?:at|on)$/;

function groupOf(files: Looked[]): Omit<Group, 'name' | 'patterns' | 'noun'> {
  const widest = files.reduce((most, file) => (file.columns.length > most.columns.length ? file : most));
  const start = /^[\p{L}]+ ?[-./:] ?/u.exec(widest.columns[0] ?? '')?.[0] ?? '';
  const isOfAll = widest.columns.every(name => name.startsWith(start) && name.length > start.length);
  const columns = widest.columns.map((name, index): GroupColumn => {
    const texts = textsIn(files, name);
    const evidence = evidenceOf(texts, widest.types?.[index]);
    const own = isOfAll ? name.slice(start.length) : name;
    const field = fieldOf(evidence.number?.format?.includes('%') ? `${own} %` : own);
    const date =
      evidence.date ?? (isDay.test(field ?? '') ? countedDates(texts.filter(text => text !== null)) : undefined);
    return { name, ...(field && { field }), ...evidence, ...(date && { date }) };
  });
  const { reading } = files.find(file => !file.isAscii) ?? widest;
  const records = files.reduce((sum, file) => sum + file.rows.length, 0);
  return {
    files,
    reading,
    columns: withMinorUnits(withOneDecimal(columns), files),
    records,
    isPart: files.some(file => file.isPart),
  };
}

function withField<T extends { columns: GroupColumn[] }>(group: T, name: string | undefined, field: Field): T {
  return { ...group, columns: group.columns.map(one => (one.name === name ? { ...one, field } : one)) };
}

/** A household is the customer where its file tells no other, and an account where no file does (`hasCustomers`). */
function buyingOthers(group: Group, hasCustomers: boolean): Group {
  const has = (field: Field) => group.columns.some(column => column.field === field);
  const isToldOtherwise = has('customer_id') || (group.noun === 'customer' && has('id'));
  const buyer = has('account_id') && !hasCustomers ? 'account_id' : 'household_id';
  const fieldOfBuyer = (field?: Field) => {
    if (field === buyer && !isToldOtherwise) return 'customer_id';
    return field === 'account_id' ? undefined : field;
  };
  return { ...group, columns: group.columns.map(one => ({ ...one, field: fieldOfBuyer(one.field) })) };
}

/** Accounts that have an address are customers; those of a ledger or of a bank have none. */
function ofAccounts(group: Group): Group {
  if (group.noun !== 'account') return group;
  const { noun, ...others } = group;
  const isPlaced = group.columns.some(({ field = '' }) =>
    ['city', 'country', 'street', 'email', 'phone'].includes(field),
  );
  return isPlaced ? { ...others, noun: 'customer' } : others;
}

/** Shops name an order by its number, such as `#1001`. */
function namedOrders(group: Group): Group {
  const isNumber = ({ field, samples, filled }: GroupColumn) =>
    field === 'name' && filled === group.records && samples.every(text => /^#\d+$/.test(text));
  const [number] = group.noun === 'order' ? group.columns.filter(isNumber) : [];
  const named = (one: GroupColumn) => (one === number ? 'order_id' : one.field === 'order_id' ? undefined : one.field);
  return number ? { ...group, columns: group.columns.map(one => ({ ...one, field: named(one) })) } : group;
}

/** The check of a guest is an order where each record has one and no other number of an order; else it may be one of a bank. */
function numberedChecks(group: Group): Group {
  const isToldOtherwise = group.noun === 'payment' || group.columns.some(({ field }) => field === 'order_id');
  const isOrder = ({ filled }: GroupColumn) => !isToldOtherwise && filled === group.records;
  const columns = group.columns.map(one =>
    one.field === 'check_id' ? { ...one, field: isOrder(one) ? 'order_id' : undefined } : one,
  );
  return { ...group, columns };
}

/** Where no header says so, the one column with dates says when. */
function onlyDate(group: Group): Group {
  const dated = group.columns.filter(({ date }) => date);
  const [only] = dated;
  if (!only || dated.length > 1 || only.field !== undefined) return group;
  return { ...group, columns: group.columns.map(one => (one === only ? { ...one, field: 'date' } : one)) };
}

/** A glob for the files of each folder and ending, unless it would take in others; a file with a day in its name stands for those to come. */
function patternsOf(own: string[], all: string[]): string[] {
  const buckets = groupedBy(own, path => `${dirname(path)}/*${endOf(path)}`);
  return [...buckets.values()].flatMap(paths => {
    const [first = ''] = paths;
    if (paths.length === 1 && !/\d{4}-?\d{2}-?\d{2}/.test(basename(first))) return paths;
    const start = commonStart(paths).replace(/\d[\d._-]*$/, '');
    const end = endOf(first);
    const takes = (path: string) =>
      path.startsWith(start) && path.endsWith(end) && !path.slice(start.length).includes('/');
    const isOwn = start.length >= dirname(first).length - 1 && all.filter(takes).length === paths.filter(takes).length;
    return isOwn ? [`${start}*${end}`] : paths;
  });
}

const endOf = (path: string) => /(?:\.[a-z]\w*)+$/i.exec(basename(path))?.[0] ?? '';

function commonStart([first = '', ...others]: string[]): string {
  let length = first.length - endOf(first).length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

function nameOf(pattern: string, folder: string): string {
  const stem = basename(pattern)
    .replace(endOf(pattern.replace('*', '')), '')
    .replace(/\d{4}-?\d{2}-?\d{2}$/, '');
  const words = [stem, basename(dirname(pattern)), basename(folder)].map(nameFrom);
  return words.find(word => word !== '') ?? 'records';
}
