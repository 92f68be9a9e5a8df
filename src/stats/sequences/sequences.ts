import { minimumCount } from '../itemsets/minimum-count.js';
import { eventsOf, type SequenceEntries } from './events.js';
import { type Extension, type Gaps, later, singles, within } from './extend.js';

/** How sequences are to be mined; only `support` must be given. */
export interface SequenceOptions extends Partial<Gaps> {
  /** The least share of the customers. */
  support: number;
  /** The most items of an element (arules' maxsize), the most elements (its maxlen), and the most items in all. */
  maxSize?: number;
  maxElements?: number;
  maxLength?: number;
  /** The most bytes of the result, 1 GB: where all sequences do not fit, those of up to so many items as do are given. */
  memory?: number;
  /** Looked at before each sequence is grown: where it says so, single items are all that is given. */
  signal?: { readonly aborted: boolean };
}

/** Sequences of elements, sets of items, as columns: by the number of items, and then element by element in the order of the codes. */
export interface Sequences {
  /** Where the items of each sequence begin, and one more at the end. */
  offsets: Uint32Array;
  items: Uint32Array;
  /** The element of each item, from 0. */
  elements: Uint32Array;
  /** How many customers have the sequence. */
  counts: Uint32Array;
  n: number;
  minimumCount: number;
  /** Whether all sequences are there; those of up to `lengthReached` items are in any case. */
  complete: boolean;
  reason?: 'memory' | 'stopped';
  lengthReached: number;
}

const none = Number.POSITIVE_INFINITY;
const defaults = {
  minGap: 0,
  maxGap: none,
  window: none,
  maxSize: none,
  maxElements: none,
  maxLength: none,
  memory: 2 ** 30,
};

/**
 * What customers do one after the other: all sequences that enough of them have, exactly (Zaki 2001, SPADE, with his gaps and window).
 * Elements follow each other later in time; how often a customer has a sequence does not matter. Throws a RangeError for a support outside
 * (0, 1], bounds below one, or a number that is no code.
 */
export function sequences(entries: SequenceEntries, options: SequenceOptions): Sequences {
  const settings = { ...defaults, ...options };
  for (const name of ['maxSize', 'maxElements', 'maxLength'] as const)
    if (!(settings[name] >= 1)) throw new RangeError(`${name} is one or more, not ${settings[name]}`);
  const events = eventsOf(entries);
  const minimum = minimumCount(settings.support, entries.n);
  const mine = (longest: number, room: number) => {
    const found = gathering(room);
    const isWhole = grow(singles(events), [], longest, found);
    return { ...found, isWhole };
  };
  /** False where it was stopped. */
  const grow = (extensions: Extension[], path: Step[], longest: number, found: Found): boolean =>
    extensions.every(one => {
      if (one.customers < minimum) return true;
      const last = path.at(-1);
      const element = last ? last.element + (one.isSame ? 0 : 1) : 0;
      const size = one.isSame ? (last?.size ?? 0) + 1 : 1;
      if (size > settings.maxSize || element >= settings.maxElements) return true;
      const own = [...path, { item: one.item, element, size }];
      found.add(own, one.customers);
      if (own.length >= longest) return true;
      if (settings.signal?.aborted) return false;
      const more = [...within(events, one, one.item), ...later(events, one, settings)];
      return grow(more, own, longest, found);
    });
  const result = fitting(mine, settings.maxLength, settings.memory);
  return { ...columnsOf(result.list), n: entries.n, minimumCount: minimum, ...result.state };
}

interface Step {
  item: number;
  element: number;
  /** Which item of its element it is, from 1. */
  size: number;
}

type Found = ReturnType<typeof gathering>;
type Listed = { steps: Step[]; count: number }[];

/** What a step takes in the list and in the columns. */
const bytesPerStep = 24;

function gathering(room: number) {
  const list: Listed = [];
  const byLength: number[] = [];
  let used = 0;
  const add = (steps: Step[], count: number) => {
    byLength[steps.length] = (byLength[steps.length] ?? 0) + 1;
    used += (steps.length + 2) * bytesPerStep;
    if (used <= room) list.push({ steps, count });
  };
  return { list, byLength, add, fits: () => used <= room };
}

type Mine = (longest: number, room: number) => Found & { isWhole: boolean };

/** All sequences, or where they do not fit those of as many items as do. */
function fitting(mine: Mine, longest: number, room: number) {
  const all = mine(longest, room);
  if (!all.isWhole) {
    const single = mine(1, room);
    return { list: single.list, state: { complete: false, reason: 'stopped' as const, lengthReached: 1 } };
  }
  if (all.fits())
    return { list: all.list, state: { complete: true, lengthReached: Math.max(0, all.byLength.length - 1) } };
  let [lengthReached, used] = [0, 0];
  for (let length = 1; length < all.byLength.length; length++) {
    used += (all.byLength[length] ?? 0) * (length + 2) * bytesPerStep;
    if (used <= room) lengthReached = length;
  }
  const list = lengthReached > 0 ? mine(lengthReached, room).list : [];
  return { list, state: { complete: false, reason: 'memory' as const, lengthReached } };
}

function columnsOf(list: Listed): Pick<Sequences, 'offsets' | 'items' | 'elements' | 'counts'> {
  const sorted = list.sort((a, b) => a.steps.length - b.steps.length);
  const offsets = [0];
  for (const { steps } of sorted) offsets.push((offsets.at(-1) as number) + steps.length);
  const steps = sorted.flatMap(one => one.steps);
  return {
    offsets: Uint32Array.from(offsets),
    items: Uint32Array.from(steps, step => step.item),
    elements: Uint32Array.from(steps, step => step.element),
    counts: Uint32Array.from(sorted, one => one.count),
  };
}
