import { quantile } from '../../src/stats/quantile.js';
import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { type Cells, cellsOf, type Given } from '../tree/index.js';
import type { Examples } from './examples.js';

/** How the values of a column were spread: rows per tenth of its numbers, or per word; the last count is of those without a value. */
export interface Spread {
  column: string;
  cuts?: number[];
  words?: string[];
  counts: number[];
}

/** Of every predictor, over all examples. */
export function spreadsOf({ given, labels }: Pick<Examples, 'given' | 'labels'>): Spread[] {
  return given.map(one => spreadOf(one, labels.length));
}

/** How far each column that is there has moved: its stability index between the fit and now. */
export function shiftsOf(spreads: readonly Spread[], features: Table): { column: string; index: number }[] {
  const cells = cellsOf(features);
  const there = spreads.filter(spread => features.columns.some(({ name }) => name === spread.column));
  return there.map(spread => ({
    column: spread.column,
    index: stabilityIndex(spread.counts, countsNow(spread, cells, features)),
  }));
}

function spreadOf({ name, kind, values, levels }: Given, rows: number): Spread {
  const place = (code: number) => (Number.isNaN(code) ? levels.length + 1 : code);
  if (kind === 'category') {
    const counts = Array<number>(levels.length + 2).fill(0);
    for (const code of values) counts[place(code)] = (counts[place(code)] as number) + 1;
    return { column: name, words: levels, counts };
  }
  const ascending = values.filter(value => !Number.isNaN(value)).sort();
  const cuts = Array.from({ length: ascending.length > 0 ? 9 : 0 }, (_, at) => quantile(ascending, (at + 1) / 10));
  const counts = Array<number>(cuts.length + 2).fill(0);
  for (let row = 0; row < rows; row++) {
    const at = binOf(cuts, values[row] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  return { column: name, cuts, counts };
}

function binOf(cuts: number[], value: number): number {
  if (Number.isNaN(value)) return cuts.length + 1;
  const within = cuts.findIndex(cut => value <= cut);
  return within < 0 ? cuts.length : within;
}

function countsNow({ column: name, cuts, words = [], counts }: Spread, cells: Cells, features: Table): number[] {
  const now = counts.map(() => 0);
  for (let row = 0; row < features.rows; row++) {
    const cell = cells(row, name);
    const word = words.indexOf(String(cell));
    const at = cuts
      ? binOf(cuts, cell === null ? Number.NaN : Number(cell))
      : placeOf(cell === null, word, words.length);
    now[at] = (now[at] as number) + 1;
  }
  return now;
}

function placeOf(isMissing: boolean, word: number, words: number): number {
  if (isMissing) return words + 1;
  return word < 0 ? words : word;
}
