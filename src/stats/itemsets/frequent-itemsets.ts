import type { Mined } from '../kernels/itemset-kernel.js';
import type { BasketEntries, Itemsets } from './itemsets.js';
import { type Counting, prepared } from './prepared.js';
import { belongsTo, select, type Target } from './target.js';

/** How itemsets are to be mined; only `support` must be given. */
export interface ItemsetOptions extends Counting {
  target?: Target;
  minLength?: number;
  maxLength?: number;
  /** Whether to look if there are frequent sets of more than `maxLength` items; then the result is not complete, and says so. */
  looksFurther?: boolean;
  /** The most bytes that may be used, 1 GB: where all sets do not fit, those of up to so many items as do are given. */
  memory?: number;
  /** Looked at now and then while the miner works: where it says so, single items are all that is given. */
  signal?: { readonly aborted: boolean };
}

const defaults = { target: 'frequent' as Target, minLength: 1, maxLength: 4095, looksFurther: false, memory: 2 ** 30 };

/**
 * The sets of items that are together in enough baskets, exactly (Agrawal & Srikant 1994 for the question; the miner is one of depth first
 * search over merged bit masks). Closed, maximal sets and generators are so among all frequent sets, whatever the bounds of length.
 * Equal input gives equal bytes, whatever the order of the entries. Throws a RangeError for a support outside (0, 1] or a number that is no code.
 */
export function frequentItemsets(entries: BasketEntries, options: ItemsetOptions): Itemsets {
  const { target, minLength, maxLength, looksFurther, memory, signal, ...counting } = { ...defaults, ...options };
  if (!(minLength >= 1 && maxLength >= minLength))
    throw new RangeError(`lengths are from 1 upwards, not ${minLength} to ${maxLength}`);
  const baskets = prepared(entries, counting);
  const isWhole = target === 'frequent';
  // Whether a set is closed depends on those of one item more.
  const [shortest, longest] = isWhole ? [minLength, maxLength] : [1, maxLength + 1];
  const room = Math.floor(Math.max(0, memory - baskets.bytes()) / bytesPerWord);
  const stop = () => signal?.aborted === true;
  const mine: Mine = (from, to, space) =>
    baskets.mine(baskets.minimumCount, from, to, space, to === 1 ? () => false : stop);
  const mined = mineWithin(mine, shortest, longest, room);
  const all = mined.sets ?? none;
  const reached = Math.max(0, mined.lengthReached - (isWhole || !mined.reason ? 0 : 1));
  const sets = isWhole ? all : select(all, belongsTo(target, all, baskets.n), minLength, Math.min(maxLength, reached));
  const { n, minimumCount, leftOut } = baskets;
  const reason =
    mined.reason ?? (looksFurther && isLonger(mine, mined.lengthReached, maxLength) ? 'length' : undefined);
  return {
    ...sets,
    n,
    minimumCount,
    leftOut,
    complete: !reason,
    ...(reason && { reason }),
    lengthReached: Math.min(maxLength, reached),
  };
}

/** A found set takes its words as they come, in the memory of the miner, in order there, and as columns. */
const bytesPerWord = 16;

const none = { offsets: new Uint32Array(1), items: new Uint32Array(), counts: new Uint32Array() };

type Mine = (shortest: number, longest: number, room: number) => Mined;

/** Whether there are sets of more items than are wanted, where the longest found are of so many; the search ends soon after the first. */
function isLonger(mine: Mine, found: number, most: number): boolean {
  if (found < most || most >= defaults.maxLength) return false;
  return found > most || (mine(most + 1, most + 1, 1).byLength[most + 1] ?? 0) > 0;
}

/** All sets, or where they do not fit those of as many items as do: of one, of two and so on, since all together may be too many even to be counted. */
function mineWithin(mine: Mine, shortest: number, longest: number, room: number) {
  if (room === 0) return { reason: 'memory' as const, lengthReached: 0 };
  const whole = mine(shortest, longest, room);
  if (whole.sets)
    return {
      sets: whole.sets,
      lengthReached: Math.max(
        0,
        whole.byLength.findLastIndex(sets => sets > 0),
      ),
    };
  let [fewer, reached, hasStopped]: [Mined['sets'], number, boolean] = [undefined, 0, whole.isStopped];
  for (let length = shortest; length < longest && !(hasStopped && length > 1); length++) {
    const upTo = mine(shortest, length, room);
    hasStopped ||= upTo.isStopped;
    if (!upTo.sets) break;
    [fewer, reached] = [upTo.sets, length];
  }
  return { sets: fewer, reason: hasStopped ? ('stopped' as const) : ('memory' as const), lengthReached: reached };
}
