import type { Itemsets } from './itemsets.js';

/** What may stand on which side of a rule. */
export interface Sides {
  /** The fewest and most items of both sides together: 2, and as many as there are. With 1 there are rules with nothing on the left. */
  minLength?: number;
  maxLength?: number;
  /** The most items on the right: 1. */
  maxRight?: number;
  /** The only items that may stand on the left, on the right, and those that may stand nowhere. */
  lhs?: Iterable<number>;
  rhs?: Iterable<number>;
  exclude?: Iterable<number>;
  /** Of each item what it belongs to, or -1: no rule has an item together with what it belongs to, directly or further up. */
  parents?: ArrayLike<number>;
}

/** Tells of each itemset and each way to split it that is allowed. */
export function eachRule(
  itemsets: Itemsets,
  sides: Sides,
  tell: (set: number, left: number[], right: number[]) => void,
): void {
  const { minLength = 2, maxRight = 1 } = sides;
  const [onLeft, onRight] = [allowed(sides.lhs), allowed(sides.rhs)];
  eachSet(itemsets, sides, (set, from, to) => {
    const own = [...itemsets.items.subarray(from, to)];
    split(own, Math.min(maxRight, minLength === 1 ? own.length : own.length - 1), (left, right) => {
      if (left.length === 0 && own.length > 1) return;
      if ((!onLeft || left.every(onLeft)) && (!onRight || right.every(onRight))) tell(set, left, right);
    });
  });
}

/** The same where one item is on the right: tells of its place in `items`. */
export function eachSingle(itemsets: Itemsets, sides: Sides, tell: (set: number, place: number) => void): void {
  const { items } = itemsets;
  const [onLeft, onRight] = [allowed(sides.lhs), allowed(sides.rhs)];
  eachSet(itemsets, sides, (set, from, to) => {
    let barred = 0;
    if (onLeft) for (let at = from; at < to; at++) barred += onLeft(items[at] as number) ? 0 : 1;
    for (let place = from; place < to; place++) {
      const item = items[place] as number;
      if (onRight && !onRight(item)) continue;
      if (onLeft && barred > (onLeft(item) ? 0 : 1)) continue;
      tell(set, place);
    }
  });
}

/** Tells of each itemset of the length that is wanted, with nothing excluded and no item beside what it belongs to. */
function eachSet(
  { offsets, items, counts }: Itemsets,
  sides: Sides,
  tell: (set: number, from: number, to: number) => void,
): void {
  const { minLength = 2, maxLength = Number.POSITIVE_INFINITY, maxRight = 1, parents } = sides;
  if (!(minLength >= 1 && maxRight >= 1))
    throw new RangeError('a rule has one item or more, and one or more on the right');
  const excluded = new Set(sides.exclude);
  for (let set = 0; set < counts.length; set++) {
    const [from, to] = [offsets[set] as number, offsets[set + 1] as number];
    if (to - from < minLength || to - from > maxLength) continue;
    if (excluded.size > 0 && items.subarray(from, to).some(item => excluded.has(item))) continue;
    if (parents) {
      const own = items.subarray(from, to);
      if (own.some(item => hasAncestor(item, own, parents))) continue;
    }
    tell(set, from, to);
  }
}

function allowed(items: Iterable<number> | undefined): ((item: number) => boolean) | undefined {
  if (!items) return undefined;
  const set = new Set(items);
  return item => set.has(item);
}

function hasAncestor(item: number, set: Uint32Array, parents: ArrayLike<number>): boolean {
  let above = parents[item] ?? -1;
  for (let steps = 0; above >= 0; steps++) {
    if (set.includes(above)) return true;
    if (steps > parents.length) throw new RangeError(`item ${item} belongs to itself`);
    above = parents[above] ?? -1;
  }
  return false;
}

/** Every right side of one up to so many items, the smaller ones first, with what is left. The lists are used again. */
function split(items: number[], most: number, tell: (left: number[], right: number[]) => void): void {
  const [left, right] = [[] as number[], [] as number[]];
  const choose = (from: number, missing: number): void => {
    if (missing === 0) {
      left.length = 0;
      for (const item of items) if (!right.includes(item)) left.push(item);
      tell(left, right);
      return;
    }
    for (let at = from; at <= items.length - missing; at++) {
      right.push(items[at] as number);
      choose(at + 1, missing - 1);
      right.pop();
    }
  };
  for (let size = 1; size <= most; size++) choose(0, size);
}
