import type { Entries } from './features.js';

/** Of each item the baskets that it is in, ascending. */
export function basketLists({ basket, item }: Entries): Map<number, Int32Array> {
  const sizes = new Map<number, number>();
  for (const one of item) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  const lists = new Map([...sizes].map(([one, size]) => [one, { baskets: new Int32Array(size), used: 0 }]));
  for (let at = 0; at < item.length; at++) {
    const list = lists.get(item[at] as number) as { baskets: Int32Array; used: number };
    list.baskets[list.used++] = basket[at] as number;
  }
  return new Map([...lists].map(([one, { baskets }]) => [one, baskets]));
}

/** What is in all of some ascending lists. */
export function shared(lists: readonly Int32Array[]): Int32Array {
  const [first = new Int32Array(), ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce(inBoth, first);
}

function inBoth(few: Int32Array, many: Int32Array): Int32Array {
  const common = new Int32Array(few.length);
  let [used, from] = [0, 0];
  for (const one of few) {
    from = placeOf(one, many, from);
    if (many[from] === one) common[used++] = one;
  }
  return common.subarray(0, used);
}

/** The first place from `from` on that is no less than `one`: by steps that double, then by halves. */
function placeOf(one: number, list: Int32Array, from: number): number {
  let step = 1;
  while (from + step < list.length && (list[from + step] as number) < one) step *= 2;
  let [low, high] = [from + (step >> 1), Math.min(from + step, list.length)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < one) low = middle + 1;
    else high = middle;
  }
  return low;
}
