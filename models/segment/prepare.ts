import { CliError, exitCode } from '../../src/errors.js';
import { firstAbove } from '../../src/stats/first-above.js';
import { sortNumbers } from '../../src/stats/kernels/sort-kernel.js';
import { quantile } from '../../src/stats/quantile.js';
import { cellReader, column, type Table } from '../../src/table.js';
import { type Category, categoryValue } from '../category.js';
import type { SegmentOptions } from './options.js';
import { placed } from './placed.js';
import type { Step } from './step.js';

/** A column as it was given: NaN where there is no value. */
export interface Given {
  name: string;
  /** What a column of words was asked, to be 0 or 1. */
  category?: Category;
  values: Float64Array;
  /** Where it stands for several words: the sum of squares of their shares. */
  squares?: number;
}

/** A column of the table that `training` gives. */
export function givenOf(features: Table, name: string): Given {
  const { values, present } = column(features, name);
  const own = (values as Float64Array).slice();
  if (present) for (let row = 0; row < own.length; row++) if (present[row] === 0) own[row] = Number.NaN;
  return { name, values: own };
}

/** The column of the table that a step is about. */
export function givenFor({ column: name, category }: Step, features: Table): Given {
  if (!category) return givenOf(features, name);
  const read = cellReader(column(features, category.column));
  return {
    name,
    category,
    values: Float64Array.from({ length: features.rows }, (_, row) => categoryValue(category, read(row))),
  };
}

/** The steps of the columns that differ between rows, the values they give, and the names of those that do not differ. */
export interface Prepared {
  steps: Step[];
  columns: Float64Array[];
  constant: string[];
  tenths: Tenths[];
}

/** Of a prepared column: nine cuts into tenths, and how many rows lie in each. */
export interface Tenths {
  cuts: number[];
  counts: number[];
}

/** Learns how each column is prepared and prepares it; a column of one value (or of none) says nothing about anybody and is left out. */
export function prepare(given: Given[], options: SegmentOptions): Prepared {
  const numbers = given.filter(one => !one.category).flatMap(one => stepOf(one, options) ?? []);
  const words = categorySteps(
    given.filter(one => one.category),
    numbers.map(({ step }) => preparedColumn(step, givenNamed(given, step.column))),
  );
  const learnt = [...numbers, ...words];
  const [steps, tenths] = [learnt.map(one => one.step), learnt.map(one => one.tenths)];
  const columns = steps.map(step => {
    return preparedColumn(step, givenNamed(given, step.column));
  });
  const left = given.filter(one => !steps.some(step => step.column === one.name));
  const constant = [...new Set(left.map(one => one.category?.column ?? one.name))];
  return { steps, columns, constant, tenths };
}

/** A column as the distances see it. */
export function preparedColumn(step: Step, values: Given['values']): Float64Array {
  const { fill, log, lower, upper, center, scale } = step;
  const all = new Float64Array(values.length);
  for (let row = 0; row < all.length; row++) {
    const value = values[row] as number;
    all[row] = placed(Number.isNaN(value) ? fill : value, log, lower, upper, center, scale);
  }
  return all;
}

function givenNamed(given: Given[], name: string): Float64Array {
  return (given.find(one => one.name === name) as Given).values;
}

/**
 * Columns of 0 and 1 are multiplied so that two rows with different words lie λ apart in squares: λ is the mean variance of the number
 * columns over the mean of 1 - Σp² of the columns of words, p of every word, those that share a column of 0 and 1 too (Szepannek 2018, as clustMixType
 * has it); 1 where there are no numbers, or none that has a square.
 */
function categorySteps(given: Given[], numbers: Float64Array[]) {
  const columns = [...new Set(given.map(one => one.category?.column))];
  const groups = columns
    .map(name => given.filter(one => one.category?.column === name))
    .filter(group => group.length > 1);
  const spreads = groups.map(
    group => 1 - group.reduce((sum, { values, squares }) => sum + (squares ?? mean(values) ** 2), 0),
  );
  const variance = average(numbers.map(values => deviation(values) ** 2));
  const lambda = variance > 0 ? variance / average(spreads) : 1;
  return groups.flat().map(({ name, category, values }) => {
    const plain = { fill: 0, missing: 0, log: false, lower: 0, upper: 1, center: 0, scale: Math.sqrt(2 / lambda) };
    const step = { column: name, category: category as Category, ...plain };
    return { step, tenths: tenthsOf(sortNumbers(preparedColumn(step, values))) };
  });
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Every function of it rises, so values in their order stay in order: one sort is enough. */
function stepOf({ name, values }: Given, { log, winsor, scale, missing: rule }: SegmentOptions) {
  const there = known(values);
  const missing = values.length - there.length;
  if (missing > 0 && rule === 'refuse') throw lacking(name, missing, values.length);
  if (there.length === 0) return undefined;
  sortNumbers(there);
  if (Math.max(-(there[0] as number), there.at(-1) as number) > largest) throw tooLarge(name);
  const fill = quantile(there, 0.5);
  const isLogged = log === 'skewed' && (there[0] as number) >= 0 && skewness(there) > 1;
  const raw = { column: name, fill, missing, log: isLogged, lower: -1e300, upper: 1e300, center: 0, scale: 1 };
  const all = preparedColumn(raw, filledUp(there, values.length, fill));
  const bounds = winsor > 0 ? { lower: quantile(all, winsor), upper: quantile(all, 1 - winsor) } : {};
  const drawn = preparedColumn({ ...raw, log: false, ...bounds }, all);
  if (drawn[0] === drawn.at(-1)) return undefined;
  const placed = spread[scale](drawn);
  // Squares of numbers near 1e-162 are none.
  if (placed.scale === 0) return undefined;
  const tenths = tenthsOf(preparedColumn({ ...raw, log: false, ...placed }, drawn));
  return { step: { ...raw, ...bounds, ...placed }, tenths };
}

function known(values: Float64Array): Float64Array {
  const all = new Float64Array(values.length);
  let length = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) all[length++] = value;
  }
  return all.subarray(0, length);
}

/** Of values up to there a million rows have a sum of squares. */
const largest = 1e145;

function tooLarge(name: string): CliError {
  const hint = 'divide the column first, or leave it out';
  return new CliError(`segment: the values of ${name} are too large to be squared`, exitCode.source, hint);
}

function lacking(name: string, missing: number, rows: number): CliError {
  const hint = 'fill them, leave the column out, or let the median stand for them: missing median';
  return new CliError(`segment: ${name} is missing in ${missing} of ${rows} rows`, exitCode.source, hint);
}

/** Ascending values with so many more, in their place, that there are `length`. */
function filledUp(ascending: Float64Array, length: number, fill: number): Float64Array {
  const all = new Float64Array(length).fill(fill);
  const place = firstAbove(ascending, fill);
  all.set(ascending.subarray(0, place));
  all.set(ascending.subarray(place), length - ascending.length + place);
  return all;
}

function tenthsOf(ascending: Float64Array): Tenths {
  const cuts = Array.from({ length: 9 }, (_, at) => quantile(ascending, (at + 1) / 10));
  const ends = [...cuts.map(cut => firstAbove(ascending, cut)), ascending.length];
  return { cuts, counts: ends.map((end, at) => end - (ends[at - 1] ?? 0)) };
}

/** Centre and width of ascending numbers; where the width is nothing, as for most values equal, the next wider one. */
const spread: Record<SegmentOptions['scale'], (ascending: Float64Array) => Pick<Step, 'center' | 'scale'>> = {
  none: () => ({ center: 0, scale: 1 }),
  z: ascending => ({ center: mean(ascending), scale: deviation(ascending) }),
  robust: ascending => {
    const width = quantile(ascending, 0.75) - quantile(ascending, 0.25);
    return { center: quantile(ascending, 0.5), scale: width > 0 ? width : deviation(ascending) };
  },
  min_max: ascending => {
    const [least, greatest] = [ascending[0] as number, ascending.at(-1) as number];
    return { center: least, scale: greatest - least };
  },
};

/** In the order given, so that the bits are always the same. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] as number;
  return sum / values.length;
}

/** The standard deviation of all values (divided by n). */
export function deviation(values: Float64Array): number {
  const center = mean(values);
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += ((values[row] as number) - center) ** 2;
  return Math.sqrt(sum / values.length);
}

/** The third moment about the mean over the third power of the deviation; 0 for equal values. */
function skewness(values: Float64Array): number {
  const center = mean(values);
  const width = deviation(values);
  if (width === 0) return 0;
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += (((values[row] as number) - center) / width) ** 3;
  return sum / values.length;
}
