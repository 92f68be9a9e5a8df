import { describe, expect, it } from 'vitest';
import type { Entries } from './features.js';
import { heldOut } from './hold-out.js';
import type { Rule } from './rules.js';

describe('rules in baskets held out', () => {
  // Ten baskets by hand, items 1 and 2: of the first six, four have both and one only 1; of the last four, one has both, two only 1.
  const baskets = [[1, 2], [1, 2], [1, 2], [1, 2], [1], [3], [1, 2], [1], [1], [3]];
  const flat = baskets.flatMap((items, basket) => items.map(item => [basket, item] as const));
  const entries: Entries = {
    basket: Int32Array.from(flat, ([basket]) => basket),
    item: Int32Array.from(flat, ([, item]) => item),
    customer: new Int32Array(flat.length),
    day: Int32Array.from(flat, ([basket]) => basket),
    value: new Float64Array(flat.length),
    part: [],
    parents: new Map(),
    ids: new Map(),
    categories: new Map(),
    baskets: 10,
    names: new Map(),
    prices: new Map(),
    margins: new Map(),
  };
  const rule = { left: [1], right: [2], count: 5, leftCount: 8, later: null } as unknown as Rule;
  const options = { support: 0.1, confidence: 0.7 } as Parameters<typeof heldOut>[2];
  const later = (confidence: number, isHeldOut: (entry: number) => boolean) =>
    heldOut(entries, [rule], { ...options, confidence }, isHeldOut)[0]?.later;
  const isLast = (entry: number) => (entries.day[entry] as number) >= 6;

  it('are counted there where the others give them: 1 of 3', () => {
    expect(later(0.7, isLast)).toEqual({ count: 1, leftCount: 3 });
  });

  it('are not where the others do not: 4 of 5 is below .9', () => {
    expect(later(0.9, isLast)).toBeNull();
  });

  it('are counted where the others give them just so often: 7 of 100 is .07', () => {
    const many = Array.from({ length: 101 }, (_, at) => (at < 7 || at === 100 ? [1, 2] : [1]));
    const listed = many.flatMap((items, basket) => items.map(item => [basket, item] as const));
    const [basket, item] = [0, 1].map(at => Int32Array.from(listed, one => one[at] as number)) as [
      Int32Array,
      Int32Array,
    ];
    const all = { ...entries, basket, item, baskets: 101 };
    const own = { ...rule, count: 8, leftCount: 101 } as Rule;
    const asked = { ...options, support: 0.07, confidence: 0.07 };
    expect(heldOut(all, [own], asked, entry => basket[entry] === 100)[0]?.later).toEqual({ count: 1, leftCount: 1 });
  });

  it('are not where nothing is held out, or everything', () => {
    expect([later(0.1, () => false), later(0.1, () => true)]).toEqual([null, null]);
  });
});
