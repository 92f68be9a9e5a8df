import { kmeansStarts } from '../../src/stats/kmeans-draw.js';
import { nearestCenters } from '../../src/stats/nearest-centers.js';
import { steadyTotals } from '../../src/stats/steady-totals.js';
import { bestRun, measured, type Run } from './best-run.js';
import type { Clustering } from './clustering.js';

const mostIterations = 300;

/**
 * k-prototypes (Huang 1998): Lloyd's iterations whose centres have means of number columns and of each column of words its most frequent
 * value. `groups` are the places of the columns of 0 and a weight that stand for one column of words: a centre has the weight in one of
 * them, so that its distance to a row is that of k-prototypes. Of equally frequent values the first counts, of equally near centres too.
 */
export function prototypes(groups: number[][]): Clustering {
  return (columns, how) => {
    const weights = columns.map(column => column.reduce((most, value) => Math.max(most, value), 0));
    const runs = (how.starts ?? kmeansStarts(columns, how)).map(start => run(columns, start, { groups, weights }));
    return bestRun(runs, how.k, 'ask for fewer, or for centers: means');
  };
}

interface Words {
  groups: number[][];
  weights: number[];
}

function run(columns: Float64Array[], start: number[][], words: Words): Run {
  let centers = start;
  let labels = nearestCenters(columns, centers);
  for (let done = 1; done < mostIterations; done++) {
    centers = prototypesOf(columns, labels, centers, words);
    const next = nearestCenters(columns, centers);
    if (next.every((label, row) => label === labels[row])) break;
    labels = next;
  }
  return measured(columns, labels, centers);
}

/** The centres of the clusters; one without rows goes to the row that is farthest from its own centre. */
function prototypesOf(columns: Float64Array[], labels: Uint16Array, before: number[][], words: Words): number[][] {
  const centers = middles(columns, labels, before, words);
  const found = centers.filter(center => center !== undefined);
  return centers.map(center => {
    if (center) return center;
    const far = farthest(columns, found);
    found.push(far);
    return far;
  });
}

function farthest(columns: Float64Array[], centers: number[][]): number[] {
  const own = nearestCenters(columns, centers);
  let [most, row] = [-1, 0];
  own.forEach((label, at) => {
    const parts = columns.map((column, d) => ((column[at] as number) - (centers[label]?.[d] as number)) ** 2);
    const square = parts.reduce((sum, part) => sum + part, 0);
    if (square > most) [most, row] = [square, at];
  });
  return columns.map(column => column[row] as number);
}

function middles(
  columns: Float64Array[],
  labels: Uint16Array,
  before: number[][],
  { groups, weights }: Words,
): (number[] | undefined)[] {
  const sizes = before.map(() => 0);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const centers = columns.map(column => {
    const sums = steadyTotals(column, labels, before.length);
    return sums.map((sum, label) => sum / (sizes[label] as number));
  });
  return before.map((_, label) => {
    if (sizes[label] === 0) return undefined;
    const own = centers.map(one => one[label] as number);
    for (const group of groups) {
      const most = group.reduce((best, at) => ((own[at] as number) > (own[best] as number) ? at : best));
      for (const at of group) own[at] = at === most ? (weights[at] as number) : 0;
    }
    return own;
  });
}
