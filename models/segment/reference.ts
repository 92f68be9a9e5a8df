import { kmeansStarts } from '../../src/stats/kmeans-draw.js';
import type { Reference } from '../model.js';
import { bestRun, measured } from './best-run.js';
import type { Clustering } from './clustering.js';
import { fitBy, type SegmentFitted } from './fit.js';
import type { SegmentOptions } from './options.js';

/** ml-kmeans in the place of our own iterations: from the same starts, until no centre moves; it knows no transfers of single points. */
export const reference: Reference<SegmentOptions, SegmentFitted> = {
  package: 'ml-kmeans',
  async fit() {
    const { kmeans } = await import('ml-kmeans');
    const clustering: Clustering = (columns, how) => {
      const rows = rowsOf(columns);
      const runs = (how.starts ?? kmeansStarts(columns, how)).map(start => {
        const { clusters, centroids } = kmeans(rows, how.k, {
          initialization: start,
          tolerance: 0,
          maxIterations: 300,
        });
        return measured(columns, Uint16Array.from(clusters), centroids);
      });
      return bestRun(runs, how.k, 'ask for fewer, or leave out --engine reference');
    };
    return (features, options, before) => fitBy(clustering, features, options, before);
  },
};

function rowsOf(columns: Float64Array[]): number[][] {
  return Array.from(columns[0] ?? [], (_, row) => columns.map(column => column[row] as number));
}
