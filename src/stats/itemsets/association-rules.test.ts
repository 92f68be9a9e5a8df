import { describe, expect, it } from 'vitest';
import { columns, entriesOf, groceriesEntries, isAbsent, title } from '../../../fixtures/baskets.js';
import { associationRules, type RuleOptions, type Rules } from './association-rules.js';
import { frequentItemsets } from './frequent-itemsets.js';
import { type InterestMeasure, interestMeasure } from './interest-measure.js';
import { ruleImprovement } from './rule-improvement.js';

const toy = frequentItemsets(entriesOf(['abc', 'ab', 'abd', 'be', 'ac', 'ce', 'abde']), { support: 0.25 });
const mlxtend = frequentItemsets(entriesOf(['dfghik', 'cdfhik', 'adfg', 'bfgjk', 'bdefi']), { support: 0.6 });

describe('associationRules', () => {
  describe.skipIf(isAbsent)(`${title} Groceries of arules`, () => {
    it('gives 410, 129, 5,668, 463, 15, 171, 170 and 37 rules', async () => {
      const groceries = await groceriesEntries();
      const rules = (support: number, confidence: number, minLength = 1) =>
        byLength(associationRules(frequentItemsets(groceries, { support }), { confidence, minLength }));
      expect(rules(0.001, 0.8)).toEqual({ 3: 29, 4: 229, 5: 140, 6: 12 });
      expect(rules(0.006, 0.25, 2)).toEqual({ 2: 150, 3: 297, 4: 16 });
      const totals = [
        rules(0.001, 0.9),
        rules(0.001, 0.5),
        rules(0.01, 0.5),
        rules(0.01, 0.25),
        rules(0.01, 0.25, 2),
        rules(0.02, 0.3),
      ].map(one => Object.values(one).reduce((sum, count) => sum + count, 0));
      expect(totals).toEqual([129, 5668, 15, 171, 170, 37]);
    });

    it('has its highest lifts where they were published', async () => {
      const itemsets = frequentItemsets(await groceriesEntries(), { support: 0.001 });
      const top = (confidence: number) => associationRules(itemsets, { confidence, top: { by: 'lift', count: 1 } });
      const [wine, burger] = [top(0.8), top(0.5)];
      expect([wine.n11[0], burger.n11[0]]).toEqual([19, 12]);
      expect(interestMeasure('lift', wine)[0]).toBeCloseTo(11.23527, 5);
      expect(interestMeasure('support', wine)[0]).toBeCloseTo(0.001932, 6);
      expect(interestMeasure('confidence', wine)[0]).toBeCloseTo(0.904762, 6);
      expect(interestMeasure('lift', burger)[0]).toBeCloseTo(18.99565, 5);
    });
  });

  it('the baskets of the tests of arules: 18 rules, 6 with a or b on the right, 3 with neither', () => {
    const rules = (options: Partial<RuleOptions>) =>
      associationRules(toy, { confidence: 0, minLength: 1, ...options }).n11.length;
    expect(rules({})).toBe(18);
    expect(rules({ rhs: [0, 1], lhs: [2, 3, 4] })).toBe(6);
    expect(rules({ exclude: [0, 1] })).toBe(3);
  });

  it('the baskets of the tests of mlxtend, right sides of several items: 9 of confidence .8, and so on', () => {
    const all = associationRules(mlxtend, { confidence: 0, maxRight: 9 });
    const atLeast = (name: InterestMeasure, least: number) =>
      interestMeasure(name, all).filter(value => value >= least - 1e-12).length;
    expect(associationRules(mlxtend, { confidence: 0.8, maxRight: 9 }).n11.length).toBe(9);
    expect([atLeast('lift', 1.1), atLeast('leverage', 0.1), atLeast('jaccard', 0.7)]).toEqual([6, 6, 8]);
    expect([atLeast('certainty', 0.6), atLeast('kulczynski', 0.9)]).toEqual([3, 2]);
    expect(associationRules(mlxtend, { confidence: 0, lift: 1.1, maxRight: 9 }).n11.length).toBe(6);
    // mlxtend calls the conviction of a rule that always holds infinite, also where all baskets have its right side; here that is NaN.
    const conviction = interestMeasure('conviction', all);
    expect(conviction.filter(value => value >= 1.5 || Number.isNaN(value)).length).toBe(11);
  });

  it('counts by hand: {b} ⇒ {a} in the baskets of arules', () => {
    const rules = associationRules(toy, { confidence: 0, lhs: [1], rhs: [0] });
    expect(rules).toMatchObject({ n11: Uint32Array.of(4), n1x: Uint32Array.of(5), nx1: Uint32Array.of(5), n: 7 });
  });

  it('drops rules that are no better than a more general one', () => {
    // {a, c} ⇒ {b} holds in 2 of 3, {a} ⇒ {b} in 4 of 5, so what c adds is -2/15.
    const itemsets = frequentItemsets(entriesOf(['abc', 'abc', 'ac', 'ab', 'ab', 'c', 'd', 'd']), { support: 0.1 });
    const options = { confidence: 0, lhs: [0, 2], rhs: [1] };
    const rules = associationRules(itemsets, options);
    const { improvement, boost } = ruleImprovement(rules, itemsets);
    expect(sides(rules)).toEqual(['0>1', '2>1', '0,2>1']);
    [4 / 5 - 1 / 2, 1 / 2 - 1 / 2, 2 / 3 - 4 / 5].forEach((value, rule) => {
      expect(improvement[rule]).toBeCloseTo(value, 14);
    });
    [8 / 5, 1, 5 / 6].forEach((value, rule) => {
      expect(boost[rule]).toBeCloseTo(value, 14);
    });
    expect(sides(associationRules(itemsets, { ...options, improvement: 0 }))).toEqual(['0>1']);
  });

  it('has no rule between an item and what it belongs to', () => {
    // 0 and 1 are products of 2, which belongs to 3; 4 stands alone.
    const itemsets = frequentItemsets(
      columns([
        [0, 2, 3, 4],
        [1, 2, 3, 4],
        [0, 1, 2, 3],
      ]),
      { support: 0.3 },
    );
    const rules = associationRules(itemsets, { confidence: 0, parents: [2, 2, 3, -1, -1] });
    expect(sides(rules)).toEqual(['1>0', '0>1', '4>0', '0>4', '4>1', '1>4', '4>2', '2>4', '4>3', '3>4']);
  });

  it('puts the highest first, equal ones as they were', () => {
    const top = associationRules(toy, { confidence: 0, top: { by: 'confidence', count: 3 } });
    expect(sides(top)).toEqual(['3>0', '3>1', '1,3>0']);
    expect([...interestMeasure('confidence', top)]).toEqual([1, 1, 1]);
  });

  it('says which itemset is missing, and passes on that some are', () => {
    const pairs = frequentItemsets(
      columns([
        [0, 1],
        [0, 1],
      ]),
      { support: 1, minLength: 2 },
    );
    expect(() => associationRules(pairs, { confidence: 0 })).toThrow(
      'rules need all frequent itemsets, and {1} is missing',
    );
    const cut = { ...toy, complete: false, reason: 'memory' as const, lengthReached: 2 };
    expect(associationRules(cut, { confidence: 0 })).toMatchObject({
      complete: false,
      reason: 'memory',
      lengthReached: 2,
    });
  });

  it('are refused where they take more memory than they may', () => {
    const all = associationRules(toy, { confidence: 0 });
    expect(associationRules(toy, { confidence: 0, memory: 1000 * all.n11.length })).toEqual(all);
    expect(() => associationRules(toy, { confidence: 0, memory: 1000 })).toThrow(/^rules take more than 1000 bytes/);
  });

  it('of no itemsets are none', () => {
    expect(associationRules(frequentItemsets(columns([[]]), { support: 1 }), { confidence: 0.5 }).n11.length).toBe(0);
  });
});

function byLength({ lhsOffsets, rhsOffsets, n11 }: Rules): Record<number, number> {
  const lengths = Array.from(n11, (_, rule) =>
    [lhsOffsets, rhsOffsets].reduce((sum, one) => sum + (one[rule + 1] as number) - (one[rule] as number), 0),
  );
  return Object.fromEntries([...new Set(lengths)].map(one => [one, lengths.filter(other => other === one).length]));
}

function sides({ lhs, lhsOffsets, rhs, rhsOffsets, n11 }: Rules): string[] {
  const text = (items: Uint32Array, offsets: Uint32Array, rule: number) =>
    items.subarray(offsets[rule], offsets[rule + 1]).join();
  return Array.from(n11, (_, rule) => `${text(lhs, lhsOffsets, rule)}>${text(rhs, rhsOffsets, rule)}`);
}
