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
 * Bounds (Hamerly 2010) leave out the points whose nearest centre cannot have changed; labels are those of the plain iterations.
 */
export function lloyd(points: Points, partition: Partition, iterations: number, tolerance: number) {
  const bounds = unknown(points.rows);
  for (let done = 1; done <= iterations; done++) {
    const before = partition.centers.slice();
    const moved = assign(points, partition, bounds);
    update(points, partition);
    if (mend(points, partition)) forget(bounds);
    const moves = movements(before, partition.centers, points.dimensions);
    if (moved === 0 || Math.max(...moves) <= tolerance) return { iterations: done, converged: true };
    loosen(bounds, partition.labels, moves);
  }
  return { iterations, converged: false };
}

/** What is known of each point's distances: at most so far from its own centre, at least so far from every other. */
interface Bounds {
  own: Float64Array;
  others: Float64Array;
}

function unknown(rows: number): Bounds {
  return { own: new Float64Array(rows).fill(Number.POSITIVE_INFINITY), others: new Float64Array(rows) };
}

function forget({ own }: Bounds): void {
  own.fill(Number.POSITIVE_INFINITY);
}

/** More than the rounding of distances and of the sums of movements can come to: nearer together than this, distances are computed. */
const rounding = 1e-9;

function assign(points: Points, { labels, centers, weights }: Partition, { own, others }: Bounds): number {
  const { rows, dimensions, values } = points;
  const halves = halfWays(centers, weights.length, dimensions);
  let moved = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row] as number;
    const limit = Math.max(others[row] as number, halves[label] ?? 0);
    if ((own[row] as number) * (1 + rounding) < limit) continue;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let center = 0, at = 0; center < weights.length; center++) {
      let distance = 0;
      for (let place = row * dimensions, end = place + dimensions; place < end; place++, at++) {
        const difference = (values[place] as number) - (centers[at] as number);
        distance += difference * difference;
      }
      if (distance < least) {
        second = least;
        least = distance;
        best = center;
      } else if (distance < second) second = distance;
    }
    own[row] = Math.sqrt(least);
    others[row] = Math.sqrt(second);
    if (label !== best) moved++;
    labels[row] = best;
  }
  return moved;
}

/** Half the distance from each centre to the nearest other one: a point nearer than that to its own is nearest to it. */
function halfWays(centers: Float64Array, k: number, dimensions: number): Float64Array {
  const nearest = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < k; one++)
    for (let other = 0; other < one; other++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++)
        sum += ((centers[one * dimensions + d] as number) - (centers[other * dimensions + d] as number)) ** 2;
      const half = Math.sqrt(sum) / 2;
      nearest[one] = Math.min(nearest[one] as number, half);
      nearest[other] = Math.min(nearest[other] as number, half);
    }
  return nearest;
}

/** Centres have moved: what is known holds less tightly. */
function loosen({ own, others }: Bounds, labels: Uint16Array, moves: Float64Array): void {
  const farthest = moves.indexOf(Math.max(...moves));
  const most = (moves[farthest] as number) * (1 + rounding);
  const next = Math.max(0, ...moves.filter((_, center) => center !== farthest)) * (1 + rounding);
  for (let row = 0; row < own.length; row++) {
    const label = labels[row] as number;
    own[row] = (own[row] as number) + (moves[label] as number) * (1 + rounding);
    others[row] = (others[row] as number) - (label === farthest ? next : most);
  }
}

/** Sets weights and centres to those of the labels; the centre of an empty cluster stays where it is. */
export function update({ rows, dimensions, values, weights: counts }: Points, partition: Partition): void {
  const { labels, centers, weights } = partition;
  const sums = new Float64Array(centers.length);
  weights.fill(0);
  for (let row = 0, place = 0; row < rows; row++) {
    const label = labels[row] as number;
    const count = counts[row] as number;
    weights[label] = (weights[label] as number) + count;
    for (let at = label * dimensions, end = at + dimensions; at < end; at++, place++)
      sums[at] = (sums[at] as number) + count * (values[place] as number);
  }
  for (let at = 0; at < sums.length; at++) {
    const weight = weights[Math.floor(at / dimensions)] as number;
    if (weight > 0) centers[at] = (sums[at] as number) / weight;
  }
}

/** Whether a cluster was empty. */
function mend(points: Points, partition: Partition): boolean {
  let isMended = false;
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
    isMended = true;
  }
  return isMended;
}

/** How far each centre went. */
function movements(before: Float64Array, after: Float64Array, dimensions: number): Float64Array {
  return Float64Array.from({ length: before.length / dimensions }, (_, center) => {
    let sum = 0;
    for (let at = center * dimensions; at < (center + 1) * dimensions; at++)
      sum += ((before[at] as number) - (after[at] as number)) ** 2;
    return Math.sqrt(sum);
  });
}
