import type { SegmentFitted } from './fit.js';

/** How many customers the segments rest on, how many there are, how tight they are, and how well rules in words find them. */
export function metrics({ rows, clusters, sse, worst_sse, silhouette, rules }: SegmentFitted): Record<string, number> {
  return {
    rows,
    k: clusters.length,
    sse,
    worst_sse,
    fidelity: rules.fidelity,
    ...(silhouette !== null && { silhouette }),
  };
}
