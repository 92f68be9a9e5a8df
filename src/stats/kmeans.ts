import { lloyd, type Partition } from './kmeans-lloyd.js';
import { type Points, pointsOf, squaredDistance } from './kmeans-points.js';
import { startCenters } from './kmeans-start.js';
import { transfer } from './kmeans-transfer.js';
import { random } from './random.js';
import type { Columns } from './value-order.js';

/** How k-means is to run; only `k` must be given. */
export interface KMeansOptions {
  k: number;
  /** How many starts by k-means++ are tried: 20. */
  nInit?: number;
  seed?: number;
  /** Start centres in place of drawn ones, one list of k centres for each start. */
  starts?: number[][][];
  maxIterations?: number;
  /** Stop when no centre moves further than this, in the units of the data: 0, when nothing moves. */
  tolerance?: number;
  /** What follows Lloyd's iterations: nothing, or transfers of single points as by Hartigan & Wong, the default. */
  finish?: 'lloyd' | 'hartigan-wong';
}

/** The best of the starts. Clusters are in the order of their centres, by the first column, then the second, and so on. */
export interface KMeans {
  k: number;
  centers: number[][];
  /** The cluster of each row, as the rows were given. */
  labels: Uint16Array;
  sizes: number[];
  /** The sum of squared distances of the rows from their centres. */
  sse: number;
  iterations: number;
  converged: boolean;
  /** The sum of squares that each start came to. */
  spread: number[];
}

const defaults = { nInit: 20, seed: 1, maxIterations: 300, tolerance: 0, finish: 'hartigan-wong' as const };

/**
 * Clusters of rows that lie close together: Lloyd's k-means from several starts by greedy k-means++, each finished by single
 * transfers, the one of least sum of squares. Equal input gives equal bytes, whatever the order of the rows.
 * Throws a RangeError when a value is not finite, or when there are fewer distinct rows than clusters.
 */
export function kmeans(columns: Columns, options: KMeansOptions): KMeans {
  const settings = { ...defaults, ...options };
  const points = pointsOf(columns);
  refuse(points, settings);
  const runs = startsOf(points, settings).map(centers => run(points, centers, settings));
  const spread = runs.map(one => one.sse);
  const best = runs[spread.indexOf(Math.min(...spread))] as Run;
  return { k: settings.k, ...inOrder(points, best), spread };
}

type Settings = KMeansOptions & Required<Omit<KMeansOptions, 'k' | 'starts'>>;

function refuse(points: Points, { k, nInit, starts }: Settings): void {
  if (!Number.isInteger(k) || k < 1 || k > 65_535)
    throw new RangeError(`k is a whole number from 1 to 65535, not ${k}`);
  if (k > points.rows) throw new RangeError(`${k} clusters of ${points.rows} distinct rows: ask for fewer`);
  if (!starts && !(Number.isInteger(nInit) && nInit > 0))
    throw new RangeError(`${nInit} starts: there must be one or more`);
  if (starts?.length === 0) throw new RangeError('the list of starts is empty');
  const isWrong = (start: number[][]) =>
    start.length !== k || start.some(one => one.length !== points.dimensions || !one.every(Number.isFinite));
  if (starts?.some(isWrong))
    throw new RangeError(`a start is ${k} centres of ${points.dimensions} finite numbers each`);
}

function startsOf(points: Points, { k, nInit, seed, starts }: Settings): Float64Array[] {
  if (starts) return starts.map(start => Float64Array.from(start.flat()));
  const stream = random(seed);
  return Array.from({ length: k === 1 ? 1 : nInit }, () => startCenters(points, k, stream));
}

interface Run extends Partition {
  sse: number;
  iterations: number;
  converged: boolean;
}

function run(points: Points, centers: Float64Array, { k, maxIterations, tolerance, finish }: Settings): Run {
  const partition = { labels: new Uint16Array(points.rows).fill(65_535), centers, weights: new Float64Array(k) };
  let { iterations, converged } = lloyd(points, partition, maxIterations, tolerance);
  while (converged && finish === 'hartigan-wong' && transfer(points, partition) > 0) {
    const more = lloyd(points, partition, maxIterations - iterations, tolerance);
    iterations += more.iterations;
    converged = more.converged;
  }
  return { ...partition, iterations, converged, sse: sumOfSquares(points, partition) };
}

function sumOfSquares(points: Points, { labels, centers }: Partition): number {
  let sum = 0;
  for (let row = 0; row < points.rows; row++)
    sum += (points.weights[row] as number) * squaredDistance(points, row, centers, labels[row] as number);
  return sum;
}

function inOrder({ place, dimensions }: Points, best: Run): Omit<KMeans, 'k' | 'spread'> {
  const centers = Array.from(best.weights, (_, at) => [
    ...best.centers.subarray(at * dimensions, (at + 1) * dimensions),
  ]);
  const order = centers.map((_, at) => at).sort((a, b) => compare(centers[a] as number[], centers[b] as number[]));
  const rank = Uint16Array.from(order, (_, at) => order.indexOf(at));
  return {
    centers: order.map(at => centers[at] as number[]),
    labels: Uint16Array.from(place, one => rank[best.labels[one] as number] as number),
    sizes: order.map(at => best.weights[at] as number),
    sse: best.sse,
    iterations: best.iterations,
    converged: best.converged,
  };
}

function compare(left: number[], right: number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : (left[at] as number) - (right[at] as number);
}
