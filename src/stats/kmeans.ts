import { threadsFor } from './kernels/threads.js';
import { begin, moveCenters } from './kmeans-centers.js';
import { draws } from './kmeans-draw.js';
import { lloyd } from './kmeans-lloyd.js';
import { inOrder } from './kmeans-order.js';
import { type Points, pointsOf } from './kmeans-points.js';
import { requireDistinct } from './kmeans-rows.js';
import { collectTotals } from './kmeans-sums.js';
import { transfer } from './kmeans-transfer.js';
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
  /** How many threads work on it: as many as the machine has, where there are rows enough. The result does not depend on it. */
  threads?: number;
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
 * transfers, the one of least sum of squares. Equal input gives equal bytes, whatever the order of the rows and however many threads.
 * Throws a RangeError when a value is not finite or too large to be squared, or when there are fewer distinct rows than clusters.
 */
export function kmeans(columns: Columns, options: KMeansOptions): KMeans {
  const settings = { ...defaults, ...options };
  refuse(settings, columns.length);
  const { k, starts, nInit } = settings;
  const rows = columns[0]?.length ?? 0;
  const threads = threadsFor(rows, rows * columns.length * k * (starts?.length ?? nInit), settings.threads);
  const points = pointsOf(columns, k, threads);
  try {
    return best(points, settings);
  } finally {
    points.close();
  }
}

type Settings = KMeansOptions & Required<Omit<KMeansOptions, 'k' | 'starts' | 'threads'>>;

function refuse({ k, starts, maxIterations }: Settings, dimensions: number): void {
  if (starts?.length === 0) throw new RangeError('the list of starts is empty');
  if (!(maxIterations >= 1)) throw new RangeError(`${maxIterations} iterations: there must be one or more`);
  const isPlace = (one: number[]) => one.length === dimensions && one.every(value => Math.abs(value) <= 1e150);
  if (starts?.some(start => start.length !== k || !start.every(isPlace)))
    throw new RangeError(`a start is ${k} centres of ${dimensions} finite numbers each`);
}

function best(points: Points, settings: Settings): KMeans {
  requireDistinct(points);
  let least: Run | undefined;
  const spread: number[] = [];
  for (const centers of starts(points, settings)) {
    const { sse, iterations, converged } = run(points, centers, settings);
    spread.push(sse);
    if (!least || sse < least.sse) least = { ...snapshot(points), sse, iterations, converged };
  }
  const { sse, iterations, converged, ...partition } = least as Run;
  return { k: points.k, ...inOrder(partition), sse, iterations, converged, spread };
}

function starts(points: Points, { starts: given, ...drawing }: Settings): Iterable<Float64Array> {
  return given ? given.map(start => Float64Array.from(start.flat())) : draws(points, drawing);
}

/** What a start came to. */
interface Run {
  labels: Uint16Array;
  centers: number[][];
  sizes: number[];
  sse: number;
  iterations: number;
  converged: boolean;
}

function run(points: Points, centers: Float64Array, { maxIterations, tolerance, finish }: Settings) {
  begin(points, centers);
  let { iterations, converged } = lloyd(points, maxIterations, tolerance);
  while (converged && finish === 'hartigan-wong') {
    const next = transfer(points);
    if (!next) break;
    moveCenters(points, next);
    const more = lloyd(points, maxIterations - iterations, tolerance);
    iterations += more.iterations;
    converged = more.converged;
  }
  points.run('measure');
  const [high, low] = collectTotals(points, 'totals') as unknown as [number, number];
  return { iterations, converged, sse: high + low };
}

const snapshot = ({ labels, centers, counts, k, dimensions }: Points) => ({
  labels: labels.slice(),
  centers: Array.from({ length: k }, (_, at) => [...centers.subarray(at * dimensions, (at + 1) * dimensions)]),
  sizes: [...counts.subarray(0, k)],
});
