import { type Points, squaredDistance } from './kmeans-points.js';

/** A partition of points: the cluster of each, and the means and weights of the clusters. */
export interface Partition {
  labels: Uint16Array;
  centers: Float64Array;
  weights: Float64Array;
}

/**
 * Lloyd's iterations: each point to its nearest centre (the first of equally near ones), each centre to the mean of its points, until
 * no point moves or no centre moves further than the tolerance. A cluster left empty takes the point farthest from its centre.
 */
export function lloyd(points: Points, partition: Partition, iterations: number, tolerance: number) {
  for (let done = 1; done <= iterations; done++) {
    const before = partition.centers.slice();
    const moved = assign(points, partition);
    update(points, partition);
    mend(points, partition);
    if (moved === 0 || movement(before, partition.centers, points.dimensions) <= tolerance)
      return { iterations: done, converged: true };
  }
  return { iterations, converged: false };
}

function assign(points: Points, { labels, centers, weights }: Partition): number {
  let moved = 0;
  for (let row = 0; row < points.rows; row++) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let center = 0; center < weights.length; center++) {
      const distance = squaredDistance(points, row, centers, center);
      if (distance < least) {
        least = distance;
        best = center;
      }
    }
    if (labels[row] !== best) moved++;
    labels[row] = best;
  }
  return moved;
}

/** Sets weights and centres to those of the labels; the centre of an empty cluster stays where it is. */
export function update({ rows, dimensions, values, weights: counts }: Points, partition: Partition): void {
  const { labels, centers, weights } = partition;
  const sums = new Float64Array(centers.length);
  weights.fill(0);
  for (let row = 0; row < rows; row++) {
    const label = labels[row] as number;
    const count = counts[row] as number;
    weights[label] = (weights[label] as number) + count;
    for (let d = 0; d < dimensions; d++)
      sums[label * dimensions + d] =
        (sums[label * dimensions + d] as number) + count * (values[row * dimensions + d] as number);
  }
  for (let at = 0; at < sums.length; at++) {
    const weight = weights[Math.floor(at / dimensions)] as number;
    if (weight > 0) centers[at] = (sums[at] as number) / weight;
  }
}

function mend(points: Points, partition: Partition): void {
  const { labels, centers, weights } = partition;
  for (let empty = weights.indexOf(0); empty >= 0; empty = weights.indexOf(0)) {
    let farthest = 0;
    let greatest = -1;
    for (let row = 0; row < points.rows; row++) {
      const distance = squaredDistance(points, row, centers, labels[row] as number);
      const isAlone = weights[labels[row] as number] === points.weights[row];
      if (isAlone || distance <= greatest) continue;
      greatest = distance;
      farthest = row;
    }
    labels[farthest] = empty;
    update(points, partition);
  }
}

function movement(before: Float64Array, after: Float64Array, dimensions: number): number {
  let greatest = 0;
  for (let at = 0; at < before.length; at += dimensions) {
    let sum = 0;
    for (let d = at; d < at + dimensions; d++) sum += ((before[d] as number) - (after[d] as number)) ** 2;
    greatest = Math.max(greatest, sum);
  }
  return Math.sqrt(greatest);
}
