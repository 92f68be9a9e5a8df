import { calinskiHarabasz } from '../../src/stats/calinski-harabasz.js';
import { daviesBouldin } from '../../src/stats/davies-bouldin.js';
import { silhouette } from '../../src/stats/silhouette.js';
import type { Clustering } from './clustering.js';
import type { SegmentOptions } from './options.js';

/** What a number of segments comes to. */
export interface Candidate {
  k: number;
  /** The sum of squared distances within the segments. */
  sse: number;
  silhouette: number;
  /** Whether the silhouette is that of a sample of the rows. */
  is_sampled: boolean;
  calinski_harabasz: number;
  davies_bouldin: number;
}

const [fewest, most] = [2, 12];
const startsEach = 4;
const silhouetteRows = 2000;

/** Each k from 2 to 12 that the rows allow (at least ten to a segment): with fewer starts than the chosen one will have. */
export function candidates(
  columns: Float64Array[],
  { seed, starts }: SegmentOptions,
  clustering: Clustering,
): Candidate[] {
  const last = Math.min(most, distinctRows(columns) - 1, Math.floor((columns[0]?.length ?? 0) / 10));
  return Array.from({ length: Math.max(0, last - fewest + 1) }, (_, at) => {
    const k = fewest + at;
    const { labels, sse } = clustering(columns, { k, seed, nInit: Math.min(starts, startsEach), finish: 'lloyd' });
    return { k, sse, ...indices(columns, labels, k, seed) };
  });
}

/** The silhouette of a partition, of a sample where there are many rows. */
export function silhouetteOf(columns: Float64Array[], labels: ArrayLike<number>, k: number, seed: number) {
  return silhouette(columns, labels, k, { sample: silhouetteRows, seed });
}

function indices(columns: Float64Array[], labels: ArrayLike<number>, k: number, seed: number) {
  const { value, isSampled } = silhouetteOf(columns, labels, k, seed);
  return {
    silhouette: value,
    is_sampled: isSampled,
    calinski_harabasz: calinskiHarabasz(columns, labels, k),
    davies_bouldin: daviesBouldin(columns, labels, k),
  };
}

/** How far below the greatest silhouette one is as good: the difference that another seed or another sample makes. */
const asGood = 0.01;

/** Of the k whose silhouettes are as good as the greatest the one with the least Davies–Bouldin index; of equal ones the least. */
export function recommended(all: Candidate[]): Candidate | undefined {
  const greatest = Math.max(...all.map(one => one.silhouette));
  const good = all.filter(one => one.silhouette >= greatest - asGood);
  return good.reduce<Candidate | undefined>(
    (best, one) => (best && best.davies_bouldin <= one.davies_bouldin ? best : one),
    undefined,
  );
}

/** Up to one more than the most segments there are. */
function distinctRows(columns: Float64Array[]): number {
  const seen = new Set<string>();
  for (let row = 0; row < (columns[0]?.length ?? 0) && seen.size <= most; row++)
    seen.add(columns.map(column => column[row]).join());
  return seen.size;
}
