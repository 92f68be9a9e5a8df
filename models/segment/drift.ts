import { stabilityIndex } from '../../src/stats/stability-index.js';
import { column, type Table } from '../../src/table.js';
import { countsWithin, type SegmentFitted } from './fit.js';
import { prepared } from './step.js';

/** The column that moved most: the stability index of customers per tenth, those of the fit against those now, in the tenths of the fit. */
export function drift({ steps, tenths }: SegmentFitted, features: Table): number {
  const moved = steps.map((step, at) => {
    const { values, present } = column(features, step.column);
    const now = Float64Array.from(values as Float64Array, (value, row) =>
      prepared(step, present?.[row] === 0 ? null : value),
    );
    const { cuts, counts } = tenths[at] as SegmentFitted['tenths'][number];
    return stabilityIndex(counts, countsWithin(cuts, now));
  });
  return Math.max(0, ...moved);
}
