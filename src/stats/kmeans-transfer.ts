import { type Partition, update } from './kmeans-lloyd.js';
import { type Points, squaredDistance } from './kmeans-points.js';

/**
 * One sweep of single transfers, the step by which Hartigan & Wong (1979, AS 136) go beyond Lloyd: a point changes its cluster where the sum of
 * squares falls though both means move. How many points moved; the sum of squares never rises.
 */
export function transfer(points: Points, partition: Partition): number {
  let moved = 0;
  for (let row = 0; row < points.rows; row++) {
    const to = betterCluster(points, partition, row);
    if (to === undefined) continue;
    shift(points, partition, row, to);
    moved++;
  }
  if (moved > 0) update(points, partition);
  return moved;
}

function betterCluster(points: Points, { labels, centers, weights }: Partition, row: number): number | undefined {
  const own = labels[row] as number;
  const weight = points.weights[row] as number;
  const size = weights[own] as number;
  if (size <= weight) return undefined;
  let least = (squaredDistance(points, row, centers, own) * size * (1 - 1e-10)) / (size - weight);
  let best: number | undefined;
  for (let center = 0; center < weights.length; center++) {
    if (center === own) continue;
    const other = weights[center] as number;
    const cost = (squaredDistance(points, row, centers, center) * other) / (other + weight);
    if (cost < least) {
      least = cost;
      best = center;
    }
  }
  return best;
}

function shift({ values, dimensions, weights: counts }: Points, partition: Partition, row: number, to: number): void {
  const { labels, centers, weights } = partition;
  const from = labels[row] as number;
  const count = counts[row] as number;
  const less = (weights[from] as number) - count;
  const more = (weights[to] as number) + count;
  for (let d = 0; d < dimensions; d++) {
    const value = values[row * dimensions + d] as number;
    const [a, b] = [from * dimensions + d, to * dimensions + d];
    centers[a] = (centers[a] as number) - ((value - (centers[a] as number)) * count) / less;
    centers[b] = (centers[b] as number) + ((value - (centers[b] as number)) * count) / more;
  }
  weights[from] = less;
  weights[to] = more;
  labels[row] = to;
}
