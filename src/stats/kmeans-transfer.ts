import { floatAbove } from './kmeans-centers.js';
import { type Points, squaredDistance } from './kmeans-points.js';
import { compareRows } from './kmeans-rows.js';
import { means, sumAgain } from './kmeans-sums.js';

/**
 * One round of single transfers, the step by which Hartigan & Wong (1979, AS 136) go beyond Lloyd: a row changes its cluster where the sum of
 * squares falls though both means move; equal rows go together. Returns the means that result, or nothing where no row moved; the
 * sum of squares never rises.
 */
export function transfer(points: Points): Float64Array | undefined {
  const { centers, counts, k, labels, bounds } = points;
  const state = { centers: centers.slice(), sizes: Float64Array.from(counts.subarray(0, k)) };
  let isMoved = false;
  for (const rows of mayGain(points)) {
    const to = betterCluster(points, state, rows);
    if (to === undefined) continue;
    shift(points, state, rows, to);
    for (const row of rows) {
      labels[row] = to;
      bounds[row] = Number.NEGATIVE_INFINITY;
    }
    isMoved = true;
  }
  if (!isMoved) return undefined;
  sumAgain(points);
  return means(points);
}

interface State {
  centers: Float64Array;
  sizes: Float64Array;
}

/** Less than this part of a sum of squares is rounding. */
const gain = 1 - 1e-10;

/** The rows that gain while all centres stand still, in the order of their values, equal ones together. */
function mayGain(points: Points): Uint32Array[] {
  const { counts, k, leaving, joining, limits, bases, found, candidates } = points;
  for (let label = 0; label < k; label++) {
    const size = counts[label] as number;
    leaving[label] = size > 1 ? (size / (size - 1)) * gain : 0;
    joining[label] = size / (size + 1);
  }
  const least = joining.reduce((a, b) => Math.min(a, b), 1);
  // A row whose next centre is farther than its own by more than this does not gain, wherever it lies.
  for (let label = 0; label < k; label++) {
    const spare = diameter(points) * Math.max(0, Math.sqrt((leaving[label] as number) / least) - 1);
    limits[label] = floatAbove((bases[label] as number) + spare * 1.000001);
  }
  found[0] = 0;
  points.run('seek');
  limits.set(bases.subarray(0, k));
  const rows = candidates.slice(0, found[0]).sort((left, right) => compareRows(points, left, right));
  return groups(points, rows);
}

const diameter = ({ radius }: Points) => radius * 2;

function groups(points: Points, rows: Uint32Array): Uint32Array[] {
  const found: Uint32Array[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    for (to = from + 1; to < rows.length; to++)
      if (compareRows(points, rows[from] as number, rows[to] as number) !== 0) break;
    found.push(rows.subarray(from, to));
  }
  return found;
}

function betterCluster(points: Points, { centers, sizes }: State, rows: Uint32Array): number | undefined {
  const row = rows[0] as number;
  const own = points.labels[row] as number;
  const size = sizes[own] as number;
  if (size <= rows.length) return undefined;
  let least = (squaredDistance(points, row, centers, own) * size * gain) / (size - rows.length);
  let best: number | undefined;
  for (let center = 0; center < sizes.length; center++) {
    if (center === own) continue;
    const other = sizes[center] as number;
    const cost = (squaredDistance(points, row, centers, center) * other) / (other + rows.length);
    if (cost < least) {
      least = cost;
      best = center;
    }
  }
  return best;
}

function shift({ values, dimensions, labels }: Points, { centers, sizes }: State, rows: Uint32Array, to: number): void {
  const row = rows[0] as number;
  const from = labels[row] as number;
  const count = rows.length;
  const less = (sizes[from] as number) - count;
  const more = (sizes[to] as number) + count;
  for (let d = 0; d < dimensions; d++) {
    const value = values[row * dimensions + d] as number;
    const [a, b] = [from * dimensions + d, to * dimensions + d];
    centers[a] = (centers[a] as number) - ((value - (centers[a] as number)) * count) / less;
    centers[b] = (centers[b] as number) + ((value - (centers[b] as number)) * count) / more;
  }
  sizes[from] = less;
  sizes[to] = more;
}
