import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';

/** A product that customers buy again: after how many days, and on how many returns that rests. */
export interface Cycle {
  item: number;
  days: number;
  returns: number;
  /** The share of its buyers who bought it again on another day. */
  share: number;
}

/** Fewer returns tell no cycle. */
const leastReturns = 20;

/**
 * The products that at least `share` of their buyers bought again on another day, with the median of the days between (the lower of two), the
 * likeliest to be bought again first.
 */
export function cyclesOf({ item, customer, day }: Entries, share: number): Cycle[] {
  const bought = new Map<number, number[]>();
  for (const [at, one] of item.entries()) {
    const who = customer[at] as number;
    if (who <= 0) continue;
    const list = bought.get(one);
    const key = (who + 0.5) * daySpan + dayNumber(day[at] as number);
    if (list) list.push(key);
    else bought.set(one, [key]);
  }
  return [...bought]
    .flatMap(([one, keys]) => cycleOf(one, Float64Array.from(keys).sort(), share))
    .sort((a, b) => b.share - a.share || b.returns - a.returns || a.item - b.item);
}

/** A customer and a day, which may be one before 1970, in one number. */
const daySpan = 10_000_000;

/** `keys`: each customer with each day that they bought the item, ascending. */
function cycleOf(item: number, keys: Float64Array, least: number): Cycle[] {
  const gaps: number[] = [];
  let [buyers, returned, isReturned] = [0, 0, false];
  for (const [at, key] of keys.entries()) {
    const before = at === 0 ? -1 : (keys[at - 1] as number);
    const isSame = Math.floor(before / daySpan) === Math.floor(key / daySpan);
    if (!isSame) {
      buyers += 1;
      isReturned = false;
    } else if (key > before) {
      gaps.push(key - before);
      returned += isReturned ? 0 : 1;
      isReturned = true;
    }
  }
  const share = returned / buyers;
  if (gaps.length < leastReturns || share < least) return [];
  const days = gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] as number;
  return [{ item, days, returns: gaps.length, share }];
}
