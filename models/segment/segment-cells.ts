import type { Cluster } from './clusters.js';

/** Which segment a row is of. */
export function segmentCells({ number, name }: Cluster, place: number) {
  return { segment_number: number, segment: name, place: place + 1 };
}
