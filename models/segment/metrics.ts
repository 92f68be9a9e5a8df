import type { SegmentFitted } from './fit.js';
import { totals } from './total.js';

/** How many customers the segments rest on, how many there are, how tight they are, and how well rules in words find them. */
export function metrics(fitted: SegmentFitted): Record<string, number> {
  const { sse, worst_sse, silhouette, fidelity } = totals(fitted);
  const { rows, clusters, stages } = fitted;
  return {
    rows,
    ...(stages.length > 1 && { stages: stages.length }),
    k: clusters.length,
    sse,
    worst_sse,
    fidelity,
    ...(silhouette !== null && { silhouette }),
  };
}
