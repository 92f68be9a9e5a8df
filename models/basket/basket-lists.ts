import type { Entries } from './features.js';

/** Of each item the baskets that it is in, ascending, without those of more than so many items. */
export function basketLists({ basket, item, baskets }: Entries, largest: number): Map<number, number[]> {
  const sizes = new Int32Array(baskets);
  for (const one of basket) sizes[one] = (sizes[one] as number) + 1;
  const lists = new Map<number, number[]>();
  for (const [at, one] of item.entries()) {
    const number = basket[at] as number;
    if ((sizes[number] as number) > largest) continue;
    const list = lists.get(one);
    if (list) list.push(number);
    else lists.set(one, [number]);
  }
  return lists;
}

/** What is in all of the lists. */
export function shared(lists: (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce((common, list) => {
    const has = new Set(list);
    return common.filter(one => has.has(one));
  }, first);
}
