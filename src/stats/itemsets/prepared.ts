import { itemsetKernel } from '../kernels/itemset-kernel.js';
import type { BasketEntries, Itemsets } from './itemsets.js';
import { minimumCount } from './minimum-count.js';

/** How much is wanted of the baskets. */
export interface Counting {
  /** The least share of the baskets, all of them counted, that a set must be in; a set in `share × n` baskets, rounded up, is frequent. */
  support: number;
  /** The largest number of different items of a basket that is looked at; larger ones are left out, and reported. */
  largestBasket?: number;
}

type Prepared = ReturnType<typeof itemsetKernel> & Pick<Itemsets, 'n' | 'minimumCount' | 'leftOut'> & { codes: number };

/** The baskets in the memory of the miner, with the frequent items from the rarest to the commonest. Throws a RangeError where a number is no code. */
export function prepared(
  entries: BasketEntries,
  { support, largestBasket = Number.POSITIVE_INFINITY }: Counting,
): Prepared {
  const codes = largest(entries.items, 'item', 2 ** 27) + 1;
  const highest = largest(entries.baskets, 'basket', 2 ** 31);
  const { baskets, items } = entries;
  if (baskets.length !== items.length) throw new RangeError(`${baskets.length} baskets, but ${items.length} items`);
  if (!Number.isInteger(entries.n) || highest >= entries.n)
    throw new RangeError(`basket ${highest} of ${entries.n} baskets, which are numbered from 0`);
  if (!(largestBasket >= 1)) throw new RangeError(`the largest basket is one item or more, not ${largestBasket}`);
  const kernel = itemsetKernel(baskets, items, entries.n, codes);
  const { counts, isOver } = kernel.count(largestBasket);
  const leftOut = { baskets: isOver.reduce((sum, one) => sum + one, 0), entries: 0, shareOfEntries: 0 };
  if (leftOut.baskets > 0) {
    for (let at = 0; at < baskets.length; at++) leftOut.entries += isOver[baskets[at] as number] as number;
    leftOut.shareOfEntries = leftOut.entries / items.length;
  }
  const n = entries.n - leftOut.baskets;
  const minimum = minimumCount(support, n);
  const order = byCount(counts, minimum);
  kernel.build(
    order,
    order.reduce((sum, code) => sum + (counts[code] as number), 0),
  );
  return { ...kernel, codes, n, minimumCount: minimum, leftOut };
}

function largest(column: ArrayLike<number>, what: string, limit: number): number {
  let most = -1;
  for (let at = 0; at < column.length; at++) {
    const code = column[at] as number;
    if (!(code >= 0 && code < limit && Number.isInteger(code)))
      throw new RangeError(`${what} ${code} in entry ${at}: codes are whole numbers from 0 below ${limit}`);
    if (code > most) most = code;
  }
  return most;
}

/** The items in so many baskets or more: the rarest first, equally frequent ones by code. */
function byCount(counts: Uint32Array, minimum: number): Uint32Array {
  const kept = [...counts.keys()].filter(code => (counts[code] as number) >= minimum);
  const keys = Float64Array.from(kept, code => (counts[code] as number) * 2 ** 27 + code).sort();
  return Uint32Array.from(keys, key => key % 2 ** 27);
}
