import { basketsAt, type Entries, entriesAt } from './features.js';

/** The baskets that are mined, numbered anew, with each item once, whoever bought it on which days: every share is of these. */
export interface Mined extends Entries {
  /** Those that are not, for having more products than `largest`, and their share of all entries. */
  oversized: { largest: number; baskets: number; share: number };
}

/** The baskets of no more products than so many; groups of products do not count. */
export function minedOf(entries: Entries, largest: number): Mined {
  const all = itemsOnce(entries);
  const sizes = productsIn(all);
  const mined = sizes.every(size => size <= largest)
    ? all
    : basketsAt(all, at => (sizes[all.basket[at] as number] as number) <= largest);
  const share = (all.item.length - mined.item.length) / Math.max(all.item.length, 1);
  return { ...mined, oversized: { largest, baskets: all.baskets - mined.baskets, share } };
}

/** Each item of a basket once, with all that it brought. */
function itemsOnce(entries: Entries): Entries {
  const { basket, item, value } = entries;
  const isFirst = (at: number) => basket[at] !== basket[at - 1] || item[at] !== item[at - 1];
  if (item.every((_, at) => isFirst(at))) return entries;
  const once = entriesAt(entries, isFirst);
  once.value.fill(0);
  let place = -1;
  for (const [at, one] of value.entries()) {
    if (isFirst(at)) place += 1;
    once.value[place] = (once.value[place] as number) + one;
  }
  return once;
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
