import type { SegmentFitted } from './fit.js';

/** How many customers the segments rest on, how many there are, and how tight they are. */
export function metrics({ rows, clusters, sse, worst_sse, silhouette }: SegmentFitted): Record<string, number> {
  return { rows, k: clusters.length, sse, worst_sse, ...(silhouette !== null && { silhouette }) };
}
