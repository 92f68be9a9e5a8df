import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { countsWithin, type SegmentFitted } from './fit.js';
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
