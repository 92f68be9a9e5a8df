import { itemsetKernel } from '../kernels/itemset-kernel.js';
import type { BasketEntries, Itemsets } from './itemsets.js';
import { minimumCount } from './minimum-count.js';
import { rarestFirst } from './rarest-first.js';

/** How much is wanted of the baskets. */
export interface Counting {
  /** The least share of the baskets, all of them counted, that a set must be in; a set in `share × n` baskets, rounded up, is frequent. */
  support: number;
  /** The largest number of different items of a basket that is looked at; larger ones are left out, and reported. */
  largestBasket?: number;
}

type Prepared = ReturnType<typeof itemsetKernel> & Pick<Itemsets, 'n' | 'minimumCount' | 'leftOut'>;

/** The baskets in the memory of the miner, with the frequent items from the rarest to the commonest. Throws a RangeError where a number is no code. */
export function prepared(
  entries: BasketEntries,
  { support, largestBasket = Number.POSITIVE_INFINITY }: Counting,
): Prepared {
  const { baskets, items } = entries;
  if (baskets.length !== items.length) throw new RangeError(`${baskets.length} baskets, but ${items.length} items`);
  if (!Number.isInteger(entries.n) || entries.n < 0)
    throw new RangeError(`there are ${entries.n} baskets: a whole number`);
  if (!(largestBasket >= 1)) throw new RangeError(`the largest basket is one item or more, not ${largestBasket}`);
  for (const [what, column] of Object.entries({ basket: baskets, item: items }))
    if (!isOfWholeNumbers(column)) refuse(column, what, codeLimit);
  const kernel = itemsetKernel(baskets, items, entries.n);
  if (items.length > 0 && kernel.largest.item >= codeLimit) refuse(items, 'item', codeLimit);
  if (items.length > 0 && kernel.largest.basket >= entries.n) refuse(baskets, 'basket', entries.n);
  const { counts, isOver } = kernel.count(largestBasket);
  const leftOut = leaveOut(isOver, baskets);
  const n = entries.n - leftOut.baskets;
  const minimum = minimumCount(support, n);
  const order = rarestFirst(counts, minimum);
  let total = 0;
  for (const code of order) total += counts[code] as number;
  kernel.build(order, total);
  return { ...kernel, n, minimumCount: minimum, leftOut };
}

const codeLimit = 2 ** 27;

function isOfWholeNumbers(column: ArrayLike<number>): boolean {
  return column instanceof Int32Array || column instanceof Uint32Array || column instanceof Uint16Array;
}

/** Throws for the first that is not a whole number from 0 below the limit. */
function refuse(column: ArrayLike<number>, what: string, limit: number): void {
  for (let at = 0; at < column.length; at++) {
    const code = column[at] as number;
    if (!(code >= 0 && code < limit && Number.isInteger(code)))
      throw new RangeError(`${what} ${code} in entry ${at}: a whole number from 0 below ${limit}`);
  }
}

function leaveOut(isOver: Uint8Array, baskets: ArrayLike<number>): Itemsets['leftOut'] {
  const left = { baskets: 0, entries: 0, shareOfEntries: 0 };
  for (const one of isOver) left.baskets += one;
  if (left.baskets === 0) return left;
  for (let at = 0; at < baskets.length; at++) left.entries += isOver[baskets[at] as number] as number;
  return { ...left, shareOfEntries: left.entries / baskets.length };
}
