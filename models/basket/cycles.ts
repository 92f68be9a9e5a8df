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
  const days = new Map<number, Map<number, Set<number>>>();
  for (const [at, one] of item.entries()) {
    const who = customer[at] as number;
    if (who <= 0) continue;
    const buyers = days.get(one) ?? new Map<number, Set<number>>();
    days.set(one, buyers.set(who, (buyers.get(who) ?? new Set()).add(dayNumber(day[at] as number))));
  }
  return [...days]
    .flatMap(([one, buyers]) => cycleOf(one, [...buyers.values()], share))
    .sort((a, b) => b.share - a.share || b.returns - a.returns || a.item - b.item);
}

function cycleOf(item: number, buyers: Set<number>[], least: number): Cycle[] {
  const gaps = buyers.flatMap(days => {
    const sorted = [...days].sort((a, b) => a - b);
    return sorted.slice(1).map((one, at) => one - (sorted[at] as number));
  });
  const share = buyers.filter(days => days.size > 1).length / buyers.length;
  if (gaps.length < leastReturns || share < least) return [];
  const days = gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] as number;
  return [{ item, days, returns: gaps.length, share }];
}
