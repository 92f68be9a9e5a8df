import { extent } from './extent.js';
import { kmeans } from './kmeans.js';
import { random } from './random.js';
import { type Columns, valueOrder } from './value-order.js';

/** How much tighter k clusters of the rows are than k clusters of rows without any: the gap, and its standard error. */
export interface Gap {
  k: number;
  gap: number;
  error: number;
}

/** The least sum of squares within k clusters that a method comes to. */
export type LeastSquares = (columns: Float64Array[], k: number) => number;

const byKMeans: LeastSquares = (columns, k) => kmeans(columns, { k, nInit: 2, finish: 'lloyd' }).sse;

/**
 * The gap statistic (Tibshirani, Walther & Hastie 2001) of each number of clusters from 1 to `most`: the mean of ln W over `draws` sets
 * of as many rows, each column uniform over its range in the data (their reference a), less ln W of the data, where W is the sum of
 * squares within; `error` is s = sd √(1 + 1/draws). `together` lists the places of columns that are no numbers but one column of words
 * as 0 and a weight: each row of a reference set has there what a row of the data has, drawn by chance, so every value is as frequent as
 * it is but tells nothing of the others; the sum of squares may then be what `leastSquares` makes of it. The columns must be finite, and there must be more distinct rows than clusters.
 */
export function gapStatistic(
  columns: Columns,
  most: number,
  {
    draws = 10,
    seed = 1,
    leastSquares = byKMeans,
    together = [],
  }: { draws?: number; seed?: number; leastSquares?: LeastSquares; together?: number[][] } = {},
): Gap[] {
  const { uniform } = random(seed);
  const own = columns.map(column => Float64Array.from(column));
  const references = Array.from({ length: draws }, () => reference(own, together, uniform));
  return Array.from({ length: most }, (_, at) => {
    const k = at + 1;
    const logs = references.map(one => Math.log(leastSquares(one, k)));
    const mean = logs.reduce((sum, one) => sum + one, 0) / draws;
    const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws;
    return { k, gap: mean - Math.log(leastSquares(own, k)), error: Math.sqrt(variance * (1 + 1 / draws)) };
  });
}

/** Rows without any clusters. */
function reference(columns: Float64Array[], together: number[][], uniform: () => number): Float64Array[] {
  const words = new Set(together.flat());
  const drawn = columns.map((column, d) => {
    if (words.has(d)) return column;
    const [least, greatest] = extent(column);
    return column.map(() => least + (greatest - least) * uniform());
  });
  if (together.length === 0) return drawn;
  // In the order of their values, so that what is drawn does not depend on the order in which the rows came.
  const order = valueOrder(columns);
  for (const group of together) {
    const chosen = order.map(() => order[Math.floor(uniform() * order.length)] as number);
    for (const d of group) drawn[d] = Float64Array.from(chosen, row => columns[d]?.[row] as number);
  }
  return drawn;
}
