import type { SegmentFitted } from './fit.js';

/** Figures of all stages together: sums of squares added up, shares weighted by customers; a silhouette of the stages that have one. */
export function totals({ stages }: Pick<SegmentFitted, 'stages'>) {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const wide = stages.filter(one => one.silhouette !== null);
  const parted = sum(wide.map(one => one.customers));
  const customers = sum(stages.map(one => one.customers));
  const [only] = stages;
  if (stages.length === 1 && only)
    return { sse: only.sse, worst_sse: only.worst_sse, silhouette: only.silhouette, fidelity: only.rules.fidelity };
  return {
    sse: sum(stages.map(one => one.sse)),
    worst_sse: sum(stages.map(one => one.worst_sse)),
    silhouette: parted > 0 ? sum(wide.map(one => (one.silhouette as number) * one.customers)) / parted : null,
    fidelity: customers > 0 ? sum(stages.map(one => one.rules.fidelity * one.customers)) / customers : 1,
  };
}
