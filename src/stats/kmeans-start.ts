import { type Points, squaredDistance } from './kmeans-points.js';
import type { Random } from './random.js';

/**
 * Start centres by greedy k-means++ (Arthur & Vassilvitskii 2007): each next centre is the best of 2 + ln k rows drawn in
 * proportion to their squared distance from the centres before it. Needs at least k distinct points.
 */
export function startCenters(points: Points, k: number, random: Random): Float64Array {
  const { rows, dimensions, values, weights } = points;
  const centers = new Float64Array(k * dimensions);
  let nearest: Float64Array = new Float64Array(rows).fill(1);
  for (let center = 0; center < k; center++) {
    const tries = center === 0 ? 1 : 2 + Math.floor(Math.log(k));
    const drawn = Array.from({ length: tries }, () => draw(nearest, weights, random.uniform()));
    const before = center === 0 ? undefined : nearest;
    const trials = drawn.map(row => tryRow(points, row, before));
    const least = Math.min(...trials.map(trial => trial.potential));
    const best = trials.findIndex(trial => trial.potential === least);
    const row = drawn[best] as number;
    centers.set(values.subarray(row * dimensions, (row + 1) * dimensions), center * dimensions);
    nearest = (trials[best] as Trial).nearest;
  }
  return centers;
}

interface Trial {
  nearest: Float64Array;
  potential: number;
}

function draw(nearest: Float64Array, weights: Float64Array, share: number): number {
  let total = 0;
  for (let row = 0; row < nearest.length; row++) total += (nearest[row] as number) * (weights[row] as number);
  let left = share * total;
  let chosen = 0;
  for (let row = 0; row < nearest.length; row++) {
    const part = (nearest[row] as number) * (weights[row] as number);
    if (part === 0) continue;
    chosen = row;
    left -= part;
    if (left < 0) break;
  }
  return chosen;
}

function tryRow(points: Points, row: number, before: Float64Array | undefined): Trial {
  const { dimensions, values, weights } = points;
  const center = values.subarray(row * dimensions, (row + 1) * dimensions);
  const nearest = new Float64Array(points.rows);
  let potential = 0;
  for (let at = 0; at < points.rows; at++) {
    const distance = Math.min(before?.[at] ?? Number.POSITIVE_INFINITY, squaredDistance(points, at, center, 0));
    nearest[at] = distance;
    potential += distance * (weights[at] as number);
  }
  return { nearest, potential };
}
