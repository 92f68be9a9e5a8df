import { compiled } from './compiled.js';

/** The frequent itemsets of one mining run: how many of each length, and they themselves where they were asked for, fit and were all found. */
export interface Mined {
  byLength: Float64Array;
  sets: Sets | undefined;
  isStopped: boolean;
}

/** By length, then in the order of the codes of their items, which ascend; `offsets` says where each begins in `items`, and one more. */
interface Sets {
  offsets: Uint32Array;
  items: Uint32Array;
  counts: Uint32Array;
}

interface Exports {
  open(entries: number): number;
  largestOf(entries: number, isItem: number): number;
  order(entries: number, n: number): void;
  count(entries: number, n: number, codes: number, largest: number): number;
  overPlace(): number;
  numbersPlace(codes: number): number;
  build(entries: number, n: number, codes: number, numbers: number, kept: number, total: number): void;
  mine(minimum: number, shortest: number, longest: number, isListing: number): void;
  bufferPlace(): number;
  lengthsPlace(): number;
  wordsPlace(size: number): number;
  arrange(words: number, size: number): number;
}

const none = 0xffffffff;
/** As in kernels/itemsets/emit.ts. */
export const deepest = 4096;

/** Baskets in the memory of the miner. Its steps are called in this order; `mine` as often as one likes. */
export function itemsetKernel(baskets: ArrayLike<number>, items: ArrayLike<number>, n: number) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  let take = (_words: number): number => 1;
  let isStopped = (): number => 0;
  const env = { memory, take: (words: number) => take(words), isStopped: () => isStopped() };
  const kernel = new WebAssembly.Instance(compiled('itemsets'), { env }).exports as Exports;
  const words = (at: number, length: number) => new Uint32Array(memory.buffer, at >>> 0, length);
  const entries = items.length;
  const place = kernel.open(entries);
  // Of one type with what is copied, which is then no conversion.
  new Int32Array(memory.buffer, place >>> 0, entries).set(baskets);
  new Int32Array(memory.buffer, (place >>> 0) + 4 * entries, entries).set(items);
  /** Numbers below 0 have become the largest. */
  const largest = { basket: kernel.largestOf(entries, 0) >>> 0, item: kernel.largestOf(entries, 1) >>> 0 };
  const codes = entries === 0 ? 0 : largest.item + 1;

  /** How many baskets of at most `largest` different items have each item, and which baskets are larger. */
  function count(largest: number) {
    kernel.order(entries, n);
    const counts = words(kernel.count(entries, n, codes, Math.min(largest, none)), codes).slice();
    return { counts, isOver: new Uint8Array(memory.buffer, kernel.overPlace() >>> 0, n).slice() };
  }

  /** Keeps these items, given from the rarest to the commonest, which are in so many baskets together. */
  function build(order: Uint32Array, total: number): void {
    const numbers = kernel.numbersPlace(codes);
    const view = words(numbers, codes).fill(none);
    order.forEach((code, number) => {
      view[code] = number;
    });
    kernel.build(entries, n, codes, numbers, order.length, total);
  }

  /** All sets in `minimum` baskets or more of `shortest` to `longest` items; listed up to so many words, asking `stop` now and then. */
  function mine(minimum: number, shortest: number, longest: number, room: number, stop: () => boolean): Mined {
    const found: Uint32Array[] = [];
    let used = 0;
    let hasStopped = false;
    take = size => {
      used += size;
      if (used <= room) found.push(words(kernel.bufferPlace(), size).slice());
      return used <= room ? 1 : 0;
    };
    isStopped = () => {
      hasStopped ||= stop();
      return hasStopped ? 1 : 0;
    };
    kernel.mine(minimum, shortest, Math.min(longest, deepest - 1), room > 0 ? 1 : 0);
    const byLength = new Float64Array(memory.buffer, kernel.lengthsPlace() >>> 0, deepest + 1).slice();
    const isWhole = room > 0 && used <= room && !hasStopped;
    return { byLength, sets: isWhole ? arranged(found, used, byLength) : undefined, isStopped: hasStopped };
  }

  /** Of each set found its count, its length and its items: in order, as columns. */
  function arranged(found: Uint32Array[], size: number, byLength: Float64Array): Sets {
    const place = kernel.wordsPlace(size);
    let from = place >>> 0;
    for (const chunk of found.splice(0)) {
      words(from, chunk.length).set(chunk);
      from += 4 * chunk.length;
    }
    const sets = byLength.reduce((sum, one) => sum + one, 0);
    const columns = words(kernel.arrange(place, size), 1 + size);
    return {
      offsets: columns.slice(0, sets + 1),
      counts: columns.slice(sets + 1, 2 * sets + 1),
      items: columns.slice(2 * sets + 1),
    };
  }
  return { largest, codes, count, build, mine, bytes: () => memory.buffer.byteLength };
}
