import { moveCenters } from './kmeans-centers.js';
import { mended } from './kmeans-mend.js';
import type { Points } from './kmeans-points.js';
import { collectSums } from './kmeans-sums.js';

/**
 * Lloyd's iterations: each point to its nearest centre (the first of equally near ones), each centre to the mean of its points, until
 * no point moves or no centre moves further than the tolerance. A cluster left empty takes the point farthest from its centre.
 * Labels are those of the plain iterations in doubles; sums are exact, so that neither order nor threads make a difference.
 */
export function lloyd(points: Points, iterations: number, tolerance: number) {
  for (let done = 1; done <= iterations; done++) {
    points.run('assign');
    const moved = collectSums(points);
    const most = moveCenters(points, mended(points));
    if (moved === 0 || most <= tolerance) return { iterations: done, converged: true };
  }
  return { iterations, converged: false };
}
