import { partsFor, triesFor } from './kernels/layout.js';
import type { Points } from './kmeans-points.js';
import { compareRows } from './kmeans-rows.js';
import { collectTotals } from './kmeans-sums.js';
import type { Random } from './random.js';

/** Draws start centres; what it knows of the rows serves for all draws. */
export type Starts = (random: Random) => Float64Array;

/**
 * Start centres by greedy k-means++ (Arthur & Vassilvitskii 2007): each next centre is the best of 2 + ln k rows drawn in
 * proportion to their squared distance from the centres before it. Rows stand in an order that their values decide: first by the part
 * that a hash puts them into, within it by value. Needs at least k distinct rows.
 */
export function startsOf(points: Points): Starts {
  const { k, dimensions, values, nearest, chosen, reach } = points;
  const parted = partedRows(points);
  return random => {
    const centers = new Float64Array(k * dimensions);
    nearest.fill(reach || 1);
    chosen.fill(Number.POSITIVE_INFINITY);
    for (let center = 0; center < k; center++) {
      points.run('spread');
      const weights = pairsAdded(collectTotals(points, 'partSums'));
      const total = weights.reduce((a, b) => a + b, 0);
      const drawn = Array.from({ length: center === 0 ? 1 : triesFor(k) }, () =>
        rowAt(points, parted, weights, random.uniform() * total),
      );
      const row = center === 0 ? (drawn[0] as number) : bestOf(points, drawn);
      chosen.set(values.subarray(row * dimensions, (row + 1) * dimensions));
      centers.set(chosen, center * dimensions);
    }
    return centers;
  };
}

/** The rows part by part; `sorted` tells which parts are in the order of values. */
interface Parted {
  rows: Uint32Array;
  firsts: Uint32Array;
  sorted: Uint8Array;
}

function partedRows(points: Points): Parted {
  const parts = partsFor(points.rows);
  const firsts = new Uint32Array(parts + 1);
  for (const part of points.parts) firsts[part + 1] = (firsts[part + 1] as number) + 1;
  for (let part = 0; part < parts; part++) firsts[part + 1] = (firsts[part + 1] as number) + (firsts[part] as number);
  const next = firsts.slice();
  const rows = new Uint32Array(points.rows);
  points.parts.forEach((part, row) => {
    rows[next[part] as number] = row;
    next[part] = (next[part] as number) + 1;
  });
  return { rows, firsts, sorted: new Uint8Array(parts) };
}

const pairsAdded = (pairs: Float64Array) =>
  new Float64Array(pairs.length / 2).map((_, at) => (pairs[at * 2] as number) + (pairs[at * 2 + 1] as number));

/** The row where the running sum of squared distances passes a number. */
function rowAt(points: Points, parted: Parted, weights: Float64Array, sum: number): number {
  const { at: part, left } = within(weights, sum);
  const rows = inOrder(points, parted, part);
  const own = new Float64Array(rows.length).map((_, at) => points.nearest[rows[at] as number] as number);
  return rows[within(own, left).at] as number;
}

/** Where the running sum passes a number, and how much of it is left there; at the last weight above 0 if it never does. */
function within(weights: Float64Array, sum: number): { at: number; left: number } {
  let left = sum;
  let at = 0;
  let before = sum;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number;
    if (!(weight > 0)) continue;
    at = index;
    before = left;
    left -= weight;
    if (left < 0) break;
  }
  return { at, left: before };
}

function inOrder(points: Points, { rows, firsts, sorted }: Parted, part: number): Uint32Array {
  const own = rows.subarray(firsts[part], firsts[part + 1]);
  if (!sorted[part]) own.sort((left, right) => compareRows(points, left, right));
  sorted[part] = 1;
  return own;
}

/** Of drawn rows the one that leaves the least sum of squared distances, the first of equal ones. */
function bestOf(points: Points, drawn: number[]): number {
  const { trials, values, dimensions } = points;
  for (let at = 0; at < trials.length / dimensions; at++) {
    const row = drawn[Math.min(at, drawn.length - 1)] as number;
    for (let d = 0; d < dimensions; d++)
      trials[(at >> 1) * 2 * dimensions + d * 2 + (at & 1)] = values[row * dimensions + d] as number;
  }
  points.run('attempt');
  const totals = collectTotals(points, 'totals');
  // Two trials side by side: the high parts of both, then the low ones.
  const left = drawn.map((_, at) => {
    const place = (at >> 1) * 4 + (at & 1);
    return (totals[place] as number) + (totals[place + 2] as number);
  });
  return drawn[left.indexOf(Math.min(...left))] as number;
}
