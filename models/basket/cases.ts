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
  const fresh: number[] = [];
  eachHistory(entries, past, laterBaskets(entries, from), first => {
    if (freshOf(entries, past, first, cycles).length > 0) fresh.push(first);
  });
  const step = Math.ceil(fresh.length / most);
  const chosen = Int32Array.from(fresh)
    .sort()
    .filter((_, at) => at % step === 0);
  const cases = new Map<number, Case>();
  eachHistory(entries, past, chosen, (first, items) =>
    cases.set(first, caseOf(entries, past, { first, items }, cycles)),
  );
  return Array.from(chosen, first => cases.get(first) as Case);
}

/** Of each basket from a day on, and each known customer of it, the first entry. */
function laterBaskets({ basket, customer, day }: Entries, from: number): Int32Array {
  const first = new Int32Array(basket.length);
  const told = new Set<number>();
  let [used, last] = [0, -1];
  for (let at = 0; at < basket.length; at++) {
    const who = customer[at] as number;
    if ((day[at] as number) < from || who <= 0) continue;
    if (basket[at] !== last) told.clear();
    last = basket[at] as number;
    if (told.has(who)) continue;
    told.add(who);
    first[used++] = at;
  }
  return first.subarray(0, used);
}

/** The entries of each customer before a day, one customer after the other, and where those of each begin. */
interface Past {
  starts: Int32Array;
  entries: Int32Array;
  /** When the customer at hand last bought each item. */
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

/** Tells of some baskets, given by their first entries, one customer after the other, so that what somebody had bought is looked up once for all of theirs. */
function eachHistory(
  { customer, item, day }: Entries,
  past: Past,
  baskets: Int32Array,
  tell: (first: number, items: number[]) => void,
): void {
  const { lastBought } = past;
  let [who, items]: [number, number[]] = [0, []];
  for (const first of baskets.toSorted((a, b) => (customer[a] as number) - (customer[b] as number) || a - b)) {
    if (customer[first] !== who) {
      for (const one of items) lastBought[one] = 0;
      who = customer[first] as number;
      items = [];
      for (const at of ownEntries(past, who)) {
        const one = item[at] as number;
        if (lastBought[one] === 0) items.push(one);
        lastBought[one] = Math.max(lastBought[one] as number, day[at] as number);
      }
    }
    if (items.length > 0) tell(first, items);
  }
  for (const one of items) lastBought[one] = 0;
}

/** The entries of the basket whose first is given that are of the customer at hand, and new to them or due again. */
function freshOf(
  { basket, item, customer, day }: Entries,
  { lastBought }: Past,
  first: number,
  cycles: Map<number, number>,
): number[] {
  const today = dayNumber(day[first] as number);
  const fresh: number[] = [];
  for (let at = first; at < basket.length && basket[at] === basket[first]; at++) {
    const one = item[at] as number;
    if (customer[at] !== customer[first]) continue;
    const last = lastBought[one] as number;
    if (last === 0 || today - dayNumber(last) >= (cycles.get(one) ?? 1 / 0)) fresh.push(at);
  }
  return fresh;
}

function caseOf(
  entries: Entries,
  past: Past,
  basket: { first: number; items: number[] },
  cycles: Map<number, number>,
): Case {
  const { item, day, value } = entries;
  const { first, items } = basket;
  const today = dayNumber(day[first] as number);
  const fresh = new Map<number, number>();
  for (const at of freshOf(entries, past, first, cycles)) {
    const one = item[at] as number;
    fresh.set(one, (fresh.get(one) ?? 0) + (value[at] as number));
  }
  return {
    bought: items
      .map(one => ({ item: one, days: today - dayNumber(past.lastBought[one] as number) }))
      .sort((a, b) => a.item - b.item),
    fresh,
  };
}
