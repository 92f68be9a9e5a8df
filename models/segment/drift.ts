import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import type { SegmentFitted } from './fit.js';
import { givenOf, preparedColumn } from './prepare.js';

/** The column that moved most: the stability index of customers per tenth, those of the fit against those now, in the tenths of the fit. */
export function drift({ steps, tenths }: SegmentFitted, features: Table): number {
  const moved = steps.map((step, at) => {
    const now = preparedColumn(step, givenOf(features, step.column).values);
    const { cuts, counts } = tenths[at] as SegmentFitted['tenths'][number];
    return stabilityIndex(counts, countsWithin(cuts, now));
  });
  return Math.max(0, ...moved);
}

/** How many values lie up to each cut and not up to the one before it, and how many above the last. */
function countsWithin(cuts: number[], values: Float64Array): number[] {
  const counts = Array<number>(cuts.length + 1).fill(0);
  for (const value of values) {
    const within = cuts.findIndex(cut => value <= cut);
    const at = within < 0 ? cuts.length : within;
    counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}
