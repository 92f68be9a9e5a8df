import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctCounts } from './distinct-counts.js';

const counted = (task: Parameters<typeof distinctCounts>[0]) => distinctCounts(task).map(one => [...one]);
const int = (...values: number[]) => Int32Array.from(values);

describe('distinct counts', () => {
  it('count a key once per cell, whatever the grouping (by hand: Ann in two cells, Bob in one of them twice)', () => {
    const [ann, bob] = [0, 1];
    const task = { keys: int(ann, bob, ann, bob), cells: int(0, 1, 1, 1), groupings: [int(0, 1), int(0, 0)] };
    expect(counted(task)).toEqual([[1, 2], [2]]);
  });

  it('leave out rows of nobody, and count none where there is no row', () => {
    expect(counted({ keys: int(-1, 4), cells: int(0, 1), groupings: [int(0, 1), int(0, 0)] })).toEqual([[0, 1], [1]]);
    expect(counted({ keys: int(), cells: int(), groupings: [int(0, 1)] })).toEqual([[0, 0]]);
  });

  it('are those of a set of keys per cell, for any rows in any order', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: 0, max: 5 })), { maxLength: 60 });
    const grouping = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.array(grouping, { minLength: 1, maxLength: 4 }), (pairs, maps) => {
        const task = {
          keys: Int32Array.from(pairs, ([key]) => key),
          cells: Int32Array.from(pairs, ([, cell]) => cell),
          groupings: maps.map(map => Int32Array.from(map)),
        };
        const expected = maps.map(map => {
          const sets = Array.from({ length: Math.max(...map) + 1 }, () => new Set<number>());
          for (const [key, cell] of pairs) if (key >= 0) sets[map[cell] as number]?.add(key);
          return sets.map(set => set.size);
        });
        expect(counted(task)).toEqual(expected);
      }),
      { seed: 8 },
    );
  });
});
