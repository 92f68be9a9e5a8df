import type { Points } from './kmeans-points.js';

/** Takes what the threads have added to the sums of clusters out of their slots; how many rows have moved. */
export function collectSums({ slots, sums, counts, k }: Points): number {
  counts[k + 1] = 0;
  for (const slot of slots) {
    addAll(sums, slot.sums);
    addAll(counts, slot.counts);
  }
  return counts[k + 1] as number;
}

function addAll(to: Float64Array | Int32Array, from: Float64Array | Int32Array): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + (from[at] as number);
  from.fill(0);
}

/** The totals of all threads, a pair of high and low part as one number. */
export function collectTotals({ slots }: Points, of: 'totals' | 'partSums'): Float64Array {
  const totals = new Float64Array((slots[0] as Points['slots'][number])[of].length);
  for (const slot of slots) addAll(totals, slot[of]);
  return totals;
}

/** The centres that the sums say; that of an empty cluster stays where it is. */
export function means({ sums, counts, centers, dimensions }: Points): Float64Array {
  return centers.map((center, at) => {
    const count = counts[Math.floor(at / dimensions)] as number;
    return count > 0 ? ((sums[at * 2] as number) + (sums[at * 2 + 1] as number)) / count : center;
  });
}

/** Sums anew, where labels were changed by hand. */
export function sumAgain(points: Points): void {
  points.sums.fill(0);
  points.counts.fill(0);
  points.run('tally');
  collectSums(points);
}
