import { CliError, exitCode } from '../../src/errors.js';
import { kmeansStarts } from '../../src/stats/kmeans-draw.js';
import { inOrder } from '../../src/stats/kmeans-order.js';
import type { Reference } from '../model.js';
import type { Clustered, Clustering } from './clustering.js';
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
        return measured(rows, Uint16Array.from(clusters), centroids);
      });
      return best(runs, how.k);
    };
    return (features, options, before) => fitBy(clustering, features, options, before);
  },
};

type Run = Omit<Clustered, 'k' | 'spread'>;

function rowsOf(columns: Float64Array[]): number[][] {
  return Array.from(columns[0] ?? [], (_, row) => columns.map(column => column[row] as number));
}

function measured(rows: number[][], labels: Uint16Array, centers: number[][]): Run {
  const sizes = centers.map(() => 0);
  let sse = 0;
  for (const [row, values] of rows.entries()) {
    const label = labels[row] as number;
    sizes[label] = (sizes[label] as number) + 1;
    sse += values.reduce((sum, value, d) => sum + (value - (centers[label]?.[d] as number)) ** 2, 0);
  }
  return { labels, centers, sizes, sse };
}

/** A cluster that was left empty stays so with this package: such a run is no partition into k. */
function best(runs: Run[], k: number): Clustered {
  const whole = runs.filter(run => run.sizes.every(size => size > 0));
  const [least] = whole.toSorted((a, b) => a.sse - b.sse);
  if (!least) {
    const what = `ml-kmeans left one of ${k} segments empty from every start`;
    throw new CliError(what, exitCode.usage, 'ask for fewer, or leave out --engine reference');
  }
  return { k, ...inOrder(least), sse: least.sse, spread: whole.map(run => run.sse) };
}
