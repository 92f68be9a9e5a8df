import { compareText } from '../../src/stats/compare-text.js';
import { type Column, cellReader, column, type Table } from '../../src/table.js';
import type { Given, LeftOut } from './predictor.js';

const noDate = 'a date by itself tells nothing of the next one';
const isDate = /^\d{4}-\d{2}-\d{2}([T ]|$)/;

/** More words than this are not counted each for itself: the most frequent are. */
const mostLevels = 64;

/** Columns as predictors learn from them: levels, and what says nothing, are found on the rows `among` them. */
export function givenOf(table: Table, names: readonly string[], among: Uint32Array) {
  const given: Given[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    const found = readColumn(column(table, name), table.rows, among);
    if ('why' in found) leftOut.push({ column: name, why: found.why });
    else given.push(found);
  }
  return { given, leftOut };
}

function readColumn(from: Column, rows: number, among: Uint32Array): Given | { why: string } {
  if (from.type.kind === 'date' || from.type.kind === 'timestamp') return { why: noDate };
  const read =
    from.type.kind === 'text' || from.type.kind === 'boolean' ? category(from, rows, among) : number(from, rows);
  if ('why' in read) return read;
  const seen = new Set<number>();
  for (const row of among) if (seen.size < 2 && !Number.isNaN(read.values[row])) seen.add(read.values[row] as number);
  if (seen.size === 0) return { why: 'it has no value' };
  if (seen.size === 1 && !read.hasMissing) return { why: 'it has one value only' };
  return read;
}

function number(from: Column, rows: number): Given {
  const cell = cellReader(from);
  const values = Float64Array.from({ length: rows }, (_, row) => {
    const value = cell(row);
    return value === null ? Number.NaN : Number(value);
  });
  const there = values.filter(value => !Number.isNaN(value));
  const whole = { isWhole: there.every(Number.isInteger), hasMissing: there.length < rows };
  return { name: from.name, kind: 'number', levels: [], ...whole, values };
}

function category(from: Column, rows: number, among: Uint32Array): Given | { why: string } {
  const cell = cellReader(from);
  const counts = new Map<string, number>();
  let present = 0;
  for (const row of among) {
    const value = cell(row);
    if (value === null) continue;
    present++;
    counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  if (counts.size > 0 && [...counts.keys()].every(word => isDate.test(word))) return { why: noDate };
  if (counts.size > mostLevels && counts.size * 2 > present)
    return { why: `it names rows: ${counts.size} different words in ${present} rows` };
  const levels = [...counts]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .slice(0, mostLevels)
    .map(([word]) => word)
    .sort(compareText);
  const places = new Map(levels.map((word, at) => [word, at]));
  const values = Float64Array.from({ length: rows }, (_, row) => {
    const value = cell(row);
    return value === null ? Number.NaN : (places.get(String(value)) ?? levels.length);
  });
  const hasMissing = values.some(Number.isNaN);
  return { name: from.name, kind: 'category', levels, isWhole: false, hasMissing, values };
}
