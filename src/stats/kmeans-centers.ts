import type { Points } from './kmeans-points.js';

/** A partition begins: no row has a label, and nothing is known of any. */
export function begin(points: Points, centers: Float64Array): void {
  const { labels, sums, counts, bases, limits, k } = points;
  labels.fill(k);
  sums.fill(0);
  counts.fill(0);
  bases.fill(0);
  limits.fill(0);
  limits[k] = Number.POSITIVE_INFINITY;
  setCenters(points, centers);
}

/** More than the rounding of movements can come to. */
const rounding = 1 + 1e-9;

/** Moves the centres; how far the farthest went. Every bound is the less for what its label and another centre may have moved towards each other. */
export function moveCenters(points: Points, next: Float64Array): number {
  const { centers, dimensions, k, bases, limits, reals } = points;
  const moves = Float64Array.from({ length: k }, (_, center) => distance(centers, next, center, dimensions));
  const most = moves.reduce((a, b) => Math.max(a, b), 0);
  const farthest = moves.indexOf(most);
  const second = moves.reduce((a, b, at) => (at === farthest ? a : Math.max(a, b)), 0);
  for (let label = 0; label < k; label++) {
    const other = label === farthest ? second : most;
    const move = ((moves[label] as number) + other) * (reals[0] as number) * rounding;
    bases[label] = floatAbove((bases[label] as number) + move);
    limits[label] = bases[label] as number;
  }
  setCenters(points, next);
  return most;
}

/** A float that is not less. */
export function floatAbove(value: number): number {
  const float = Math.fround(value);
  return float >= value ? float : Math.fround(float + Math.abs(float) * 2 ** -23);
}

function distance(before: Float64Array, after: Float64Array, center: number, dimensions: number): number {
  let sum = 0;
  for (let at = center * dimensions; at < (center + 1) * dimensions; at++)
    sum += ((before[at] as number) - (after[at] as number)) ** 2;
  return Math.sqrt(sum);
}

const [floatUnit, doubleUnit] = [2 ** -24, 2 ** -53];

function setCenters(points: Points, next: Float64Array): void {
  const { centers, roundedCenters, middles, dimensions, radius, reals } = points;
  const scale = reals[0] as number;
  centers.set(next);
  let farthest = 0;
  for (let at = 0, squares = 0; at < next.length; at++) {
    const d = at % dimensions;
    const value = ((next[at] as number) - (middles[d] as number)) * scale;
    roundedCenters[at] = value;
    squares = value * value + (d === 0 ? 0 : squares);
    farthest = Math.max(farthest, squares);
  }
  const reach = radius + Math.sqrt(farthest);
  // Of a distance: rounding of both points, of the differences, of D squares and sums, and of the root; twice, for two distances.
  const steps = 2 * (4 + dimensions / 2) * reach * 1.01;
  const exact = steps * doubleUnit;
  reals[1] = steps * floatUnit + exact;
  reals[2] = exact;
}
