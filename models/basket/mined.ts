import { basketsAt, type Entries } from './features.js';

/** The baskets that are mined, numbered anew: every share is of these. */
export interface Mined extends Entries {
  /** Those that are not, for having more products than `largest`, and their share of all entries. */
  oversized: { largest: number; baskets: number; share: number };
}

/** The baskets of no more products than so many; groups of products do not count. */
export function minedOf(entries: Entries, largest: number): Mined {
  const { basket, item } = entries;
  const sizes = productsIn(entries);
  const mined = sizes.every(size => size <= largest)
    ? entries
    : basketsAt(entries, at => (sizes[basket[at] as number] as number) <= largest);
  const share = (item.length - mined.item.length) / Math.max(item.length, 1);
  return { ...mined, oversized: { largest, baskets: entries.baskets - mined.baskets, share } };
}

function productsIn({ basket, item, baskets }: Entries): Int32Array {
  const sizes = new Int32Array(baskets);
  for (let at = 0; at < basket.length; at++) {
    if ((item[at] as number) < 0) continue;
    const one = basket[at] as number;
    sizes[one] = (sizes[one] as number) + 1;
  }
  return sizes;
}
