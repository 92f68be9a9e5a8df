import { kmeans } from './kmeans.js';
import { random } from './random.js';
import type { Columns } from './value-order.js';

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
 * squares within; `error` is s = sd √(1 + 1/draws). The columns must be finite, and there must be more distinct rows than clusters.
 */
export function gapStatistic(
  columns: Columns,
  most: number,
  {
    draws = 10,
    seed = 1,
    leastSquares = byKMeans,
  }: { draws?: number; seed?: number; leastSquares?: LeastSquares } = {},
): Gap[] {
  const { uniform } = random(seed);
  const own = columns.map(column => Float64Array.from(column));
  const ranges = own.map(column => ({ least: column.reduce(lesser), greatest: column.reduce(greater) }));
  const references = Array.from({ length: draws }, () =>
    own.map((column, d) => {
      const { least, greatest } = ranges[d] as (typeof ranges)[number];
      return column.map(() => least + (greatest - least) * uniform());
    }),
  );
  return Array.from({ length: most }, (_, at) => {
    const k = at + 1;
    const logs = references.map(one => Math.log(leastSquares(one, k)));
    const mean = logs.reduce((sum, one) => sum + one, 0) / draws;
    const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws;
    return { k, gap: mean - Math.log(leastSquares(own, k)), error: Math.sqrt(variance * (1 + 1 / draws)) };
  });
}

const lesser = (a: number, b: number) => Math.min(a, b);
const greater = (a: number, b: number) => Math.max(a, b);
