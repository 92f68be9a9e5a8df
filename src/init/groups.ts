import { basename, dirname, relative, sep } from 'node:path';
import { type Evidence, evidenceOf } from './evidence.js';
import { type Field, fieldOf, nounOf } from './field-words.js';
import type { Looked } from './look.js';
import { freeName, nameFrom } from './spelling.js';

/** A column of a source: what its name and its values say. */
export interface GroupColumn extends Evidence {
  name: string;
  field?: Field;
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
}

/** Files that are read alike and have the same columns are one source. */
export function groupsOf(files: Looked[], folder: string): Group[] {
  const alike = new Map<string, Looked[]>();
  const keyOf = ({ reading, columns }: Looked) => JSON.stringify([Object.entries(reading).sort(), columns]);
  const sorted = [...files].sort((a, b) => Number(a.isAscii) - Number(b.isAscii));
  for (const file of sorted) {
    const windows = { ...file, reading: { ...file.reading, encoding: 'windows-1252' as const } };
    const key = file.isAscii && !alike.has(keyOf(file)) && alike.has(keyOf(windows)) ? keyOf(windows) : keyOf(file);
    alike.set(key, [...(alike.get(key) ?? []), file]);
  }
  const paths = files.map(file => pathFrom(folder, file.path));
  const taken = new Set<string>();
  return [...alike.values()].map(members => {
    const own = members.map(file => pathFrom(folder, file.path));
    const patterns = patternsOf(own, paths);
    const name = freeName(nameOf(patterns[0] ?? '', folder), one => taken.has(one));
    taken.add(name);
    return { ...groupOf(members), name, patterns, ...nounField(name) };
  });
}

const pathFrom = (folder: string, path: string) => relative(folder, path).split(sep).join('/');

function nounField(name: string): { noun?: string } {
  const noun = nounOf(name);
  return noun ? { noun } : {};
}

function groupOf(files: Looked[]): Omit<Group, 'name' | 'patterns' | 'noun'> {
  const [first] = files as [Looked];
  const rows = files.flatMap(file => file.rows);
  const columns = first.columns.map((name, at): GroupColumn => {
    const field = fieldOf(name);
    return { name, ...(field && { field }), ...evidenceOf(rows.map(row => row[at] ?? null)) };
  });
  return { files, reading: first.reading, columns, records: rows.length, isPart: files.some(file => file.isPart) };
}

/** A glob for the files of each folder and ending, unless it would take in others; a file with a day in its name stands for those to come. */
function patternsOf(own: string[], all: string[]): string[] {
  const buckets = new Map<string, string[]>();
  for (const path of own) {
    const key = `${dirname(path)}/*${endOf(path)}`;
    buckets.set(key, [...(buckets.get(key) ?? []), path]);
  }
  return [...buckets.values()].flatMap(paths => {
    const [first = ''] = paths;
    if (paths.length === 1 && !/\d{4}-?\d{2}-?\d{2}/.test(basename(first))) return paths;
    const start = commonStart(paths).replace(/\d[\d._-]*$/, '');
    const end = endOf(first);
    const takes = (path: string) =>
      path.startsWith(start) && path.endsWith(end) && !path.slice(start.length).includes('/');
    const isOwn = start.length >= dirname(first).length - 1 && all.filter(takes).every(path => paths.includes(path));
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
  const stem = basename(pattern).replace(endOf(pattern.replace('*', '')), '');
  const words = [stem, basename(dirname(pattern)), basename(folder)].map(nameFrom);
  return words.find(word => word !== '') ?? 'records';
}
