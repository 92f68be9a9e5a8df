import type { Events } from './events.js';

/** How far apart the elements of a sequence may be. */
export interface Gaps {
  /** The least time from an element to the next: above 0 in any case. */
  minGap: number;
  maxGap: number;
  /** The most time from the first element to the last. */
  window: number;
}

/** Where a sequence ends: of each such event the latest time at which it may have begun. */
export interface Occurrences {
  events: number[];
  firsts: number[];
  /** Of how many customers these are. */
  customers: number;
}

/** A sequence by one item longer. */
export interface Extension extends Occurrences {
  item: number;
  /** Whether the item is of the last element or a new one after it. */
  isSame: boolean;
}

/** Each single item. */
export function singles(events: Events): Extension[] {
  const found = new Map<number, Extension>();
  for (let event = 0; event < events.customers.length; event++)
    for (const item of itemsOf(events, event)) add(events, found, item, false, event, events.times[event] as number);
  return inOrder(found);
}

/** Each item more in the last element: one that comes after those that it has, so that each set is found once. */
export function within(events: Events, { events: last, firsts }: Occurrences, after: number): Extension[] {
  const found = new Map<number, Extension>();
  last.forEach((event, at) => {
    for (const item of itemsOf(events, event))
      if (item > after) add(events, found, item, true, event, firsts[at] as number);
  });
  return inOrder(found);
}

/** Each item of an element more, within the gaps. */
export function later(events: Events, { events: last, firsts }: Occurrences, gaps: Gaps): Extension[] {
  const found = new Map<number, Extension>();
  for (let from = 0; from < last.length; ) {
    const end = events.ends[last[from] as number] as number;
    let to = from;
    while (to < last.length && (last[to] as number) < end) to++;
    for (let event = (last[from] as number) + 1; event < end; event++) {
      const first = latestFirst(events, last, firsts, from, to, event, gaps);
      if (first === Number.NEGATIVE_INFINITY || (events.times[event] as number) - first > gaps.window) continue;
      for (const item of itemsOf(events, event)) add(events, found, item, false, event, first);
    }
    from = to;
  }
  return inOrder(found);
}

/** The latest begin of an occurrence that the event may follow; -Infinity where there is none. */
function latestFirst(
  events: Events,
  last: number[],
  firsts: number[],
  from: number,
  to: number,
  event: number,
  { minGap, maxGap }: Gaps,
): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to && (last[at] as number) < event; at++) {
    const gap = (events.times[event] as number) - (events.times[last[at] as number] as number);
    if (gap >= minGap && gap <= maxGap) latest = Math.max(latest, firsts[at] as number);
  }
  return latest;
}

function itemsOf({ offsets, items }: Events, event: number): Uint32Array {
  return items.subarray(offsets[event], offsets[event + 1]);
}

/** Events come in their order, so that a new customer is one who differs from the last. */
function add(
  { customers }: Events,
  found: Map<number, Extension>,
  item: number,
  isSame: boolean,
  event: number,
  first: number,
): void {
  const one = found.get(item) ?? { item, isSame, events: [], firsts: [], customers: 0 };
  const before = one.events.at(-1);
  if (before === undefined || customers[before] !== customers[event]) one.customers += 1;
  one.events.push(event);
  one.firsts.push(first);
  found.set(item, one);
}

const inOrder = (found: Map<number, Extension>) => [...found.values()].sort((a, b) => a.item - b.item);
