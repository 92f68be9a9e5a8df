import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, entriesOf, fimi, groceriesEntries, isAbsent, title } from '../../../fixtures/baskets.js';
import { rounds } from '../../../fixtures/rounds.js';
import { countItemsets } from './count-itemsets.js';
import { frequentItemsets } from './frequent-itemsets.js';
import type { BasketEntries, Itemsets } from './itemsets.js';
import { minimumCount } from './minimum-count.js';

describe('frequentItemsets', () => {
  describe.skipIf(isAbsent)(`${title} published counts`, () => {
    it('are all 15 of four items that 70,000 baskets have, beside 70 of one rare item each', () => {
      const many = Array.from({ length: 280_000 }, (_, at) => [Math.floor(at / 4), at % 4] as const);
      const rare = Array.from({ length: 70 }, (_, at) => [70_000 + at, 4 + at] as const);
      const rows = [...many, ...rare];
      const column = (which: 0 | 1) => Int32Array.from(rows, row => row[which]);
      const found = frequentItemsets({ baskets: column(0), items: column(1), n: 70_070 }, { support: 1e-6 });
      expect([found.counts.length, found.counts.filter(count => count === 70_000).length]).toEqual([85, 15]);
      expect(countItemsets({ baskets: column(0), items: column(1), n: 70_070 }, { support: 1e-6 }).total).toBe(85);
    });

    it('Groceries of arules: 8, 19, 31, 122, 333, 747, 1001, 13492', async () => {
      const groceries = await groceriesEntries();
      const supports = [0.1, 0.07, 0.05, 0.02, 0.01, 0.006, 0.005, 0.001];
      const sets = supports.map(support => frequentItemsets(groceries, { support }).counts.length);
      expect(sets).toEqual([8, 19, 31, 122, 333, 747, 1001, 13_492]);
      expect(countItemsets(groceries, { support: 0.001 }).byLength).toEqual([0, 157, 2981, 6831, 3137, 376, 10]);
      expect(countItemsets(groceries, { support: 0.01 }).byLength).toEqual([0, 88, 213, 32]);
    });

    it('Groceries has 13,464 closed sets at .001, maximal ones 243 at .01 and 7,794 at .001', async () => {
      const groceries = await groceriesEntries();
      const sets = (target: 'closed' | 'maximal', support: number) =>
        frequentItemsets(groceries, { support, target }).counts.length;
      expect([sets('closed', 0.001), sets('maximal', 0.01), sets('maximal', 0.001)]).toEqual([13_464, 243, 7794]);
    });

    it('FIMI: retail 159 and 580, chess 622 and 8,227, and 254,944 listed and counted', () => {
      const [retail, chess] = [fimi('retail'), fimi('chess')];
      const sets = (entries: BasketEntries, support: number) => frequentItemsets(entries, { support }).counts.length;
      expect([sets(retail, 0.01), sets(retail, 0.005), sets(chess, 0.9), sets(chess, 0.8)]).toEqual([
        159, 580, 622, 8227,
      ]);
      expect([sets(chess, 0.6), countItemsets(chess, { support: 0.6 }).total]).toEqual([254_944, 254_944]);
    });

    it('Borgelt finds 7,589 and 19,242 in retail at .1 and .05 %', () => {
      const retail = fimi('retail');
      expect([0.001, 0.0005].map(support => countItemsets(retail, { support }).total)).toEqual([7589, 19_242]);
    });
  });

  it('the baskets of the tests of arules: 20 sets in one or more', () => {
    const sets = frequentItemsets(entriesOf(['abc', 'ab', 'abd', 'be', 'ac', 'ce', 'abde']), { support: 0.1 });
    expect(sets.counts.length).toBe(20);
    expect(named(sets)).toContainEqual(['ad', 2]);
  });

  it('the baskets of the tests of mlxtend: 11 sets in .6', () => {
    const sets = frequentItemsets(entriesOf(['dfghik', 'cdfhik', 'adfg', 'bfgjk', 'bdefi']), { support: 0.6 });
    expect(named(sets).map(one => one[0])).toEqual(['d', 'f', 'g', 'i', 'k', 'df', 'di', 'fg', 'fi', 'fk', 'dfi']);
  });

  it.each(['frequent', 'closed', 'maximal', 'generators'] as const)(
    '%s sets are those of a miner that tries them all',
    target => {
      const database = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 9 }), {
        minLength: 1,
        maxLength: 25,
      });
      const bound = fc.integer({ min: 1, max: 4 });
      fc.assert(
        fc.property(database, fc.integer({ min: 1, max: 6 }), bound, bound, (rows, least, one, other) => {
          const [minLength, maxLength] = [Math.min(one, other), Math.max(one, other)];
          const support = Math.min(1, least / rows.length);
          const found = frequentItemsets(columns(rows), { support, target, minLength, maxLength });
          expect(listed(found)).toEqual(tried(rows, found.minimumCount, target, minLength, maxLength));
          expect(found.complete).toBe(true);
          const looked = frequentItemsets(columns(rows), { support, target, minLength, maxLength, looksFurther: true });
          const longer = tried(rows, found.minimumCount, 'frequent', maxLength + 1, 9);
          expect(looked).toEqual(longer.length > 0 ? { ...found, complete: false, reason: 'length' } : found);
        }),
        { seed: 6, numRuns: rounds(50) },
      );
    },
  );

  it('finds in wide baskets what it finds in narrow ones', () => {
    // 120 items, half of them common: lists, masks and tables all have their turn.
    const narrow = Array.from({ length: 120 }, (_, row) => numbersBelow(9, row, 0.7));
    const wide = narrow.map((items, row) => [...items, ...numbersBelow(111, row + 1000, 0.3).map(item => item + 9)]);
    const [few, many] = [narrow, wide].map(rows => frequentItemsets(columns(rows), { support: 0.1, maxLength: 3 }));
    const own = listed(many as Itemsets).filter(([items]) => items.every(item => item < 9));
    expect(own).toEqual(listed(few as Itemsets));
    expect(listed(many as Itemsets)).toEqual(levelWise(wide, (many as Itemsets).minimumCount, 3));
  });

  it('does not depend on the order of the entries, and counts a repeated one once', () => {
    const rows = Array.from({ length: 60 }, (_, row) => numbersBelow(12, row, 0.4));
    const { baskets, items, n } = columns(rows);
    const twice = { baskets: [...baskets, ...baskets].reverse(), items: [...items, ...items].reverse(), n };
    expect(frequentItemsets(twice, { support: 0.1 })).toEqual(
      frequentItemsets({ baskets, items, n }, { support: 0.1 }),
    );
  });

  it('counts more baskets than 16 bits hold', () => {
    const rows = Array.from({ length: 70_000 }, (_, row) => (row % 7 === 0 ? [0, 1, 2] : [0, 1]));
    const sets = frequentItemsets(columns(rows), { support: 0.1 });
    expect(listed(sets).map(one => one[1])).toEqual([70_000, 70_000, 10_000, 70_000, 10_000, 10_000, 10_000]);
  });

  it('says where memory ended it, and gives all sets up to there', () => {
    const rows = Array.from({ length: 40 }, (_, row) => numbersBelow(26, row, 0.8));
    const whole = frequentItemsets(columns(rows), { support: 0.3 });
    const cut = frequentItemsets(columns(rows), { support: 0.3, memory: 2 ** 23 });
    expect([whole.complete, cut.complete, cut.reason]).toEqual([true, false, 'memory']);
    expect(cut.lengthReached).toBeGreaterThan(1);
    expect(cut.lengthReached).toBeLessThan(whole.lengthReached);
    const short = listed(whole).filter(([items]) => items.length <= cut.lengthReached);
    expect(listed(cut)).toEqual(short);
    const closed = frequentItemsets(columns(rows), { support: 0.3, memory: 2 ** 23, target: 'closed' });
    expect([closed.complete, closed.lengthReached]).toEqual([false, cut.lengthReached - 1]);
  });

  it('ends where there are too many sets to count: a basket of 20,000 items that is frequent by itself', () => {
    const rows = [Array.from({ length: 20_000 }, (_, item) => item), [0, 1], [0, 1]];
    const found = frequentItemsets(columns(rows), { support: 0.1, memory: 2 ** 24 });
    expect([found.complete, found.reason, found.lengthReached]).toEqual([false, 'memory', 1]);
    expect(found.counts.length).toBe(20_000);
    const sure = frequentItemsets(columns([rows[0]?.slice(0, 60) as number[]]), { support: 1, memory: 2 ** 24 });
    // 60 items, 1,770 pairs, 34,220 of three, 487,635 of four.
    expect([sure.reason, sure.lengthReached, sure.counts.length]).toEqual(['memory', 3, 60 + 1770 + 34_220]);
  });

  it('stops when it is told to, with single items alone', () => {
    const rows = Array.from({ length: 60 }, (_, row) => numbersBelow(60, row, 0.9));
    const found = frequentItemsets(columns(rows), { support: 0.3, signal: { aborted: true } });
    expect([found.complete, found.reason, found.lengthReached]).toEqual([false, 'stopped', 1]);
    expect(found.counts.length).toBe(60);
  });

  it('leaves large baskets out and says how many, and of how many entries', () => {
    const found = frequentItemsets(columns([[0, 1, 2, 3], [0], [0, 1], []]), { support: 0.5, largestBasket: 3 });
    expect(found.leftOut).toEqual({ baskets: 1, entries: 4, shareOfEntries: 4 / 7 });
    expect([found.n, found.minimumCount]).toEqual([3, 2]);
    expect(listed(found)).toEqual([[[0], 2]]);
  });

  it('of no baskets or no frequent items is empty', () => {
    expect(frequentItemsets({ baskets: [], items: [], n: 0 }, { support: 0.1 }).counts.length).toBe(0);
    expect(frequentItemsets(columns([[1], [2], []]), { support: 0.5 })).toMatchObject({
      complete: true,
      lengthReached: 0,
    });
  });

  it('names what it cannot mine', () => {
    expect(() => frequentItemsets(columns([[1]]), { support: 0 })).toThrow(
      'support is a share above 0 and up to 1, not 0',
    );
    expect(() => frequentItemsets({ baskets: [0], items: [-1], n: 1 }, { support: 1 })).toThrow('item -1 in entry 0');
    expect(() => frequentItemsets({ baskets: [3], items: [1], n: 3 }, { support: 1 })).toThrow(
      'basket 3 in entry 0: a whole number from 0 below 3',
    );
  });
});

describe('minimumCount', () => {
  it('rounds up the decimal share, not its double', () => {
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(minimumCount(0.07, 100)).toBe(7);
    expect([minimumCount(0.001, 9835), minimumCount(0.1, 30), minimumCount(1e-9, 5), minimumCount(1, 5)]).toEqual([
      10, 3, 1, 5,
    ]);
  });
});

function listed({ offsets, items, counts }: Itemsets): [number[], number][] {
  return Array.from(counts, (count, set) => [[...items.subarray(offsets[set], offsets[set + 1])], count]);
}

const named = (sets: Itemsets) =>
  listed(sets).map(([items, count]) => [String.fromCharCode(...items.map(item => item + 97)), count]);

/** Items below a number, each with a share of the rows, from a sequence that is spread evenly. */
function numbersBelow(items: number, row: number, share: number): number[] {
  return Array.from({ length: items }, (_, item) => item).filter(
    item => Math.abs(Math.sin((row + 1) * 12.9898 + (item + 1) * 78.233) * 43_758.5453) % 1 < share,
  );
}

function tried(
  rows: number[][],
  least: number,
  target: string,
  shortest: number,
  longest: number,
): [number[], number][] {
  const items = [...new Set(rows.flat())].sort((a, b) => a - b);
  const sets = rows.map(row => new Set(row));
  const count = (set: number[]) => sets.filter(row => set.every(item => row.has(item))).length;
  const isWanted = (set: number[]) => {
    const own = count(set);
    const larger = items.filter(item => !set.includes(item)).map(item => count([...set, item]));
    if (target === 'closed') return larger.every(one => one < own);
    if (target === 'maximal') return larger.every(one => one < least);
    if (target === 'generators') return set.every(item => count(set.filter(one => one !== item)) > own);
    return true;
  };
  const found: number[][] = [];
  const grow = (set: number[], from: number) => {
    for (let at = from; at < items.length; at++) {
      const next = [...set, items[at] as number];
      if (next.length > longest || count(next) < least) continue;
      found.push(next);
      grow(next, at + 1);
    }
  };
  grow([], 0);
  return inOrderOf(found.filter(set => set.length >= shortest && isWanted(set))).map(set => [set, count(set)]);
}

function inOrderOf(sets: number[][]): number[][] {
  const first = (a: number[], b: number[]) => a.findIndex((item, at) => item !== b[at]);
  return sets.sort((a, b) => a.length - b.length || (a[first(a, b)] as number) - (b[first(a, b)] as number));
}

/** Counts pairs and triples by going through the baskets. */
function levelWise(rows: number[][], least: number, longest: number): [number[], number][] {
  const counts = new Map<string, number>();
  const add = (row: number[], from: number, set: number[]) => {
    for (let at = from; at < row.length; at++) {
      const next = [...set, row[at] as number];
      counts.set(next.join(), (counts.get(next.join()) ?? 0) + 1);
      if (next.length < longest) add(row, at + 1, next);
    }
  };
  for (const row of rows) add(row, 0, []);
  const sets = [...counts].filter(([, count]) => count >= least).map(([key]) => key.split(',').map(Number));
  return inOrderOf(sets).map(set => [set, counts.get(set.join()) as number]);
}
