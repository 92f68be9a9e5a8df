import { compiled } from './compiled.js';

/** The frequent itemsets of one mining run: how many of each length, and their words, unless no more were wanted. */
export interface Mined {
  byLength: Float64Array;
  /** Of each set its count, its length and its items, in no order; undefined where they were not asked for or did not fit. */
  words: Uint32Array[] | undefined;
  isStopped: boolean;
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
    return { byLength, words: room > 0 && used <= room ? found : undefined, isStopped: hasStopped };
  }
  return { largest, codes, count, build, mine, bytes: () => memory.buffer.byteLength };
}
