import type { Entries } from './features.js';

/** Of each item the baskets that it is in, ascending, without those of more than so many items. */
export function basketLists(entries: Entries, largest: number): Map<number, Int32Array> {
  const { basket, item } = entries;
  const isMined = minedBaskets(entries, largest);
  const sizes = new Map<number, number>();
  for (let at = 0; at < item.length; at++) {
    const one = item[at] as number;
    if (isMined[basket[at] as number] === 1) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  }
  const lists = new Map([...sizes].map(([one, size]) => [one, { baskets: new Int32Array(size), used: 0 }]));
  for (let at = 0; at < item.length; at++) {
    const number = basket[at] as number;
    if (isMined[number] === 0) continue;
    const list = lists.get(item[at] as number) as { baskets: Int32Array; used: number };
    list.baskets[list.used++] = number;
  }
  return new Map([...lists].map(([one, { baskets }]) => [one, baskets]));
}

/** Which baskets have an item, and no more products than so many. */
export function minedBaskets({ basket, item, baskets }: Entries, largest: number): Uint8Array {
  const sizes = new Int32Array(baskets);
  for (let at = 0; at < basket.length; at++) {
    if ((item[at] as number) < 0) continue;
    const one = basket[at] as number;
    sizes[one] = (sizes[one] as number) + 1;
  }
  return Uint8Array.from(sizes, size => Number(size > 0 && size <= largest));
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
