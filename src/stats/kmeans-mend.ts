import { type Points, squaredDistance } from './kmeans-points.js';
import { compareRows } from './kmeans-rows.js';
import { means, sumAgain } from './kmeans-sums.js';

/** The means of the clusters, once each that was left empty has taken the rows that are farthest from their centre. */
export function mended(points: Points): Float64Array {
  const { counts, k } = points;
  let centers = means(points);
  for (let empty = counts.indexOf(0); empty >= 0 && empty < k; empty = counts.indexOf(0)) {
    const equal = farthestRows(points, centers);
    for (const row of equal) {
      points.labels[row] = empty;
      points.bounds[row] = Number.NEGATIVE_INFINITY;
    }
    sumAgain(points);
    centers = means(points);
  }
  return centers;
}

/** All rows that are equal to the farthest from its centre, of those that share it with others; of equally far ones the first by value. */
function farthestRows(points: Points, centers: Float64Array): number[] {
  const { labels, counts, rows } = points;
  const alone = new Set<number>();
  for (;;) {
    let farthest = -1;
    let greatest = -1;
    for (let row = 0; row < rows; row++) {
      const label = labels[row] as number;
      if (alone.has(label)) continue;
      const distance = squaredDistance(points, row, centers, label);
      if (distance < greatest || (distance === greatest && compareRows(points, row, farthest) >= 0)) continue;
      greatest = distance;
      farthest = row;
    }
    const label = labels[farthest] as number;
    const equal = Array.from(labels.keys()).filter(
      row => labels[row] === label && compareRows(points, row, farthest) === 0,
    );
    if (equal.length < (counts[label] as number)) return equal;
    alone.add(label);
  }
}
