import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';
import type { Bought } from './suggest.js';

/** What somebody had bought before a basket, and what the items of it brought that were new to them, or due again. */
export interface Case {
  bought: Bought[];
  fresh: Map<number, number>;
}

/**
 * The baskets from a day on of customers who had bought something before, with something new to them or due again (`cycles`: days until
 * then, by item); of more than `most` every n-th, in the order of their numbers.
 */
export function casesOf(entries: Entries, from: number, cycles: Map<number, number>, most: number): Case[] {
  const past = pastOf(entries, from);
  const later = laterBaskets(entries, from).filter(first => hasFresh(entries, past, first, from, cycles));
  const step = Math.ceil(later.length / most);
  return [...later].filter((_, at) => at % step === 0).map(first => caseOf(entries, past, first, from, cycles));
}

/** The first entries of the baskets of known customers, from a day on. */
function laterBaskets({ basket, customer, day }: Entries, from: number): Int32Array {
  const first = new Int32Array(basket.length);
  let [used, last] = [0, -1];
  for (let at = 0; at < basket.length; at++) {
    if ((day[at] as number) < from || (customer[at] as number) <= 0 || basket[at] === last) continue;
    last = basket[at] as number;
    first[used++] = at;
  }
  return first.subarray(0, used);
}

/** The entries of each customer before a day, one customer after the other, and where those of each begin. */
interface Past {
  starts: Int32Array;
  entries: Int32Array;
  /** When somebody last bought each item; what is asked of one customer is written over that of the one before. */
  lastBought: Int32Array;
}

function pastOf({ customer, day, item }: Entries, from: number): Past {
  const isPast = (at: number) => (customer[at] as number) > 0 && (day[at] as number) < from;
  const starts = new Int32Array(customer.reduce((most, one) => Math.max(most, one), 0) + 2);
  for (let at = 0; at < customer.length; at++) {
    const after = (customer[at] as number) + 1;
    if (isPast(at)) starts[after] = (starts[after] as number) + 1;
  }
  for (let one = 1; one < starts.length; one++) starts[one] = (starts[one] as number) + (starts[one - 1] as number);
  const next = starts.slice();
  const placed = new Int32Array(starts[starts.length - 1] as number);
  for (let at = 0; at < customer.length; at++) {
    const one = customer[at] as number;
    if (!isPast(at)) continue;
    placed[next[one] as number] = at;
    next[one] = (next[one] as number) + 1;
  }
  return {
    starts,
    entries: placed,
    lastBought: new Int32Array(item.reduce((most, one) => Math.max(most, one), 0) + 1),
  };
}

function ownEntries({ starts, entries }: Past, customer: number): Int32Array {
  return entries.subarray(starts[customer], starts[customer + 1]);
}

/** Tells of each entry of the basket whose first is given that is new to the customer, or due again. */
function eachFresh(
  { basket, item, customer, day }: Entries,
  past: Past,
  first: number,
  from: number,
  cycles: Map<number, number>,
  tell: (entry: number) => void,
): void {
  const { lastBought } = past;
  const own = ownEntries(past, customer[first] as number);
  for (const at of own) {
    const one = item[at] as number;
    lastBought[one] = Math.max(lastBought[one] as number, day[at] as number);
  }
  const today = dayNumber(day[first] as number);
  for (let at = first; at < basket.length && basket[at] === basket[first]; at++) {
    const one = item[at] as number;
    if ((day[at] as number) < from || (customer[at] as number) <= 0) continue;
    const last = lastBought[one] as number;
    if (last === 0 || today - dayNumber(last) >= (cycles.get(one) ?? 1 / 0)) tell(at);
  }
  for (const at of own) lastBought[item[at] as number] = 0;
}

function hasFresh(entries: Entries, past: Past, first: number, from: number, cycles: Map<number, number>): boolean {
  if (ownEntries(past, entries.customer[first] as number).length === 0) return false;
  let isFresh = false;
  eachFresh(entries, past, first, from, cycles, () => {
    isFresh = true;
  });
  return isFresh;
}

function caseOf(entries: Entries, past: Past, first: number, from: number, cycles: Map<number, number>): Case {
  const { item, customer, day, value } = entries;
  const last = new Map<number, number>();
  for (const at of ownEntries(past, customer[first] as number))
    last.set(item[at] as number, Math.max(day[at] as number, last.get(item[at] as number) ?? 0));
  const today = dayNumber(day[first] as number);
  const fresh = new Map<number, number>();
  eachFresh(entries, past, first, from, cycles, at => fresh.set(item[at] as number, value[at] as number));
  return {
    bought: [...last]
      .map(([one, when]) => ({ item: one, days: today - dayNumber(when) }))
      .sort((a, b) => a.item - b.item),
    fresh,
  };
}
