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
  /** Whether to look if there are sequences of more than `maxLength` items; then the result is not complete, and says so. */
  looksFurther?: boolean;
  /** The most bytes of the result and of the occurrences that it is grown from, as they are counted here, 1 GB: where all sequences do not fit, those of up to so many items as do are given. */
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
  reason?: 'memory' | 'stopped' | 'length';
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
  looksFurther: false,
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
    const first = singles(events);
    const isWhole = found.holds(first, 0) && grow(first, [], longest, found);
    return { ...found, isWhole };
  };
  /** False where it was stopped, or does not fit. */
  const grow = (extensions: Extension[], path: Step[], longest: number, found: Found): boolean =>
    extensions.every(one => {
      if (one.customers < minimum) return true;
      const last = path.at(-1);
      const element = last ? last.element + (one.isSame ? 0 : 1) : 0;
      const size = one.isSame ? (last?.size ?? 0) + 1 : 1;
      if (size > settings.maxSize || element >= settings.maxElements) return true;
      const own = [...path, { item: one.item, element, size }];
      if (own.length > longest) found.over.isLonger = true;
      else found.add(own, one.customers);
      const isLast = own.length >= longest;
      if (isLast && (!settings.looksFurther || longest < settings.maxLength || found.over.isLonger)) return true;
      if (settings.signal?.aborted) return false;
      const more = [...within(events, one, one.item), ...later(events, one, settings)];
      if (isLast) return grow(more, own, longest, found);
      if (!found.holds(more, own.length)) return false;
      const isWhole = grow(more, own, longest, found);
      found.release(more);
      return isWhole;
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

/** What a step takes in the list and in the columns, and what an occurrence does: two numbers in lists that grow by half. */
const [bytesPerStep, bytesPerOccurrence] = [64, 24];

function gathering(room: number) {
  const list: Listed = [];
  const byLength: number[] = [];
  const over = { length: Number.POSITIVE_INFINITY, isLonger: false };
  let [used, held] = [0, 0];
  const bytesOf = (extensions: Extension[]) =>
    extensions.reduce((sum, one) => sum + one.events.length * bytesPerOccurrence, 0);
  return {
    list,
    byLength,
    /** Of how many items those are whose longer ones did not fit, and whether there are longer ones than are wanted. */
    over,
    add: (steps: Step[], count: number) => {
      byLength[steps.length] = (byLength[steps.length] ?? 0) + 1;
      used += (steps.length + 2) * bytesPerStep;
      if (used <= room) list.push({ steps, count });
      else list.length = 0;
    },
    fits: () => used <= room,
    /** Whether there is room for what sequences of so many items are grown by. */
    holds: (extensions: Extension[], length: number): boolean => {
      held += bytesOf(extensions);
      // A list that does not fit was given up.
      const isHeld = held + (used <= room ? used : 0) <= room;
      if (!isHeld) over.length = length;
      return isHeld;
    },
    release: (extensions: Extension[]) => {
      held -= bytesOf(extensions);
    },
  };
}

type Mine = (longest: number, room: number) => Found & { isWhole: boolean };

/** All sequences, or where they do not fit those of as many items as do. */
function fitting(mine: Mine, most: number, room: number) {
  for (let longest = most; longest > 0; ) {
    const all = mine(longest, room);
    const isCut = all.over.length < longest;
    if (!all.isWhole && !isCut) {
      const single = mine(1, room);
      return { list: single.list, state: { complete: false, reason: 'stopped' as const, lengthReached: 1 } };
    }
    const lengthReached = Math.min(longest, Math.max(0, all.byLength.length - 1));
    if (all.isWhole && all.fits())
      return {
        list: all.list,
        state: { ...completeness(longest < most, all.over.isLonger), lengthReached },
      };
    longest = isCut ? all.over.length : longestWithin(all.byLength, room);
  }
  return { list: [], state: { complete: false, reason: 'memory' as const, lengthReached: 0 } };
}

function completeness(isCut: boolean, isLonger: boolean): Pick<Sequences, 'complete' | 'reason'> {
  if (isCut) return { complete: false, reason: 'memory' };
  return isLonger ? { complete: false, reason: 'length' } : { complete: true };
}

function longestWithin(byLength: number[], room: number): number {
  let [reached, used] = [0, 0];
  for (let length = 1; length < byLength.length; length++) {
    used += (byLength[length] ?? 0) * (length + 2) * bytesPerStep;
    if (used <= room) reached = length;
  }
  return reached;
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
