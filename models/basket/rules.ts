import { count } from '../../src/count.js';
import { CliError, exitCode } from '../../src/errors.js';
import { falseDiscovery } from '../../src/stats/false-discovery.js';
import { holm } from '../../src/stats/holm.js';
import { associationRules, type Rules } from '../../src/stats/itemsets/association-rules.js';
import { bestGeneral } from '../../src/stats/itemsets/best-general.js';
import { type InterestMeasure, interestMeasure } from '../../src/stats/itemsets/interest-measure.js';
import type { Itemsets } from '../../src/stats/itemsets/itemsets.js';
import { setIndex } from '../../src/stats/itemsets/set-index.js';
import { TooManyRules } from '../../src/stats/itemsets/too-many-rules.js';
import type { BasketOptions } from './options.js';
import type { WantedItems } from './wanted.js';

/** A rule: in how many baskets are all its items, its left side, its right side; the items of a side ascend. */
export interface Rule {
  left: number[];
  right: number[];
  count: number;
  leftCount: number;
  rightCount: number;
  /** The probability of so many baskets by chance (Fisher's exact test, one-sided); adjusted for all rules found by Holm, and for false discoveries. */
  chance: number;
  chanceHolm: number;
  chanceFdr: number;
  /** Confidence less the best one of the rules with fewer items on the left, also none. */
  improvement: number;
  /** In the baskets held out: how many have the left side, and both; null where the others do not give the rule. */
  later: { count: number; leftCount: number } | null;
  /** With time decay: the confidence by baskets that count for less the older they are. */
  recent?: number;
}

/** Rules that were found: the best first, at most as many as are kept, and how many there are. */
export interface FoundRules {
  rules: Rule[];
  total: number;
  byLength: number[];
}

/**
 * The rules that are asked for, by confidence or by the measure `options.by`, and at most `options.rules` of them. What is said of
 * one follows from all: throws CliError (resources) where these would take more than `memory` bytes.
 */
export function rulesOf(
  itemsets: Itemsets,
  options: BasketOptions,
  { left, ...sides }: WantedItems & { parents?: ArrayLike<number> },
  memory: number,
): FoundRules {
  const { confidence, improvement, rhsLength, by, rules: most } = options;
  const all = withinMemory(() =>
    associationRules(itemsets, {
      confidence,
      memory,
      ...(improvement !== undefined && { improvement }),
      ...(rhsLength !== undefined && { maxRight: rhsLength }),
      ...sides,
    }),
  );
  const numbers = [...all.n11.keys()].filter(rule => left === undefined || sideOf(all, 'lhs', rule).includes(left));
  const byChance = interestMeasure('fishersExactTest', all);
  const chances = numbers.map(rule => byChance[rule] as number);
  const [byHolm, byFdr] = [holm(chances), falseDiscovery(chances)];
  const countOf = counter(itemsets);
  const place = new Map(numbers.map((rule, at) => [rule, at]));
  const kept = inOrder(all, numbers, by).slice(0, most);
  return {
    rules: kept.map(rule => {
      const at = place.get(rule) as number;
      const [n11, n1x, nx1] = [all.n11[rule], all.n1x[rule], all.nx1[rule]] as [number, number, number];
      const [lhs, rhs] = [sideOf(all, 'lhs', rule), sideOf(all, 'rhs', rule)];
      return {
        left: lhs,
        right: rhs,
        count: n11,
        leftCount: n1x,
        rightCount: nx1,
        chance: chances[at] as number,
        chanceHolm: byHolm[at] as number,
        chanceFdr: byFdr[at] as number,
        improvement: n11 / n1x - bestGeneral(lhs, rhs, countOf),
        later: null,
      };
    }),
    total: numbers.length,
    byLength: lengthsOf(all, numbers),
  };
}

function withinMemory(work: () => Rules): Rules {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof TooManyRules)) throw cause;
    const { found, bytes } = cause;
    const message = `basket: there are more than ${count(found, 'rule')}, and they take more than ${Math.round(bytes / 1e6)} MB`;
    const hint = 'raise the confidence or the support, or lower the length; mine basket takes more with --memory';
    throw new CliError(message, exitCode.resources, hint, { cause });
  }
}

function sideOf(rules: Rules, side: 'lhs' | 'rhs', rule: number): number[] {
  const offsets = rules[`${side}Offsets`];
  return [...rules[side].subarray(offsets[rule], offsets[rule + 1])];
}

function counter(itemsets: Itemsets): (items: number[]) => number {
  const { find } = setIndex(itemsets);
  return items => (items.length === 0 ? itemsets.n : (itemsets.counts[find(items, items.length)] as number));
}

/** By a measure, where one is named; then by confidence, compared as whole numbers, then by count, then by items. */
function inOrder(rules: Rules, numbers: number[], by: InterestMeasure | undefined): number[] {
  const { n11, n1x } = rules;
  const at = (column: Uint32Array, rule: number) => column[rule] as number;
  const values = by && interestMeasure(by, rules);
  const rank = (rule: number) =>
    values === undefined || Number.isNaN(values[rule]) ? -1 / 0 : (values[rule] as number);
  const compare = (a: number, b: number) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a));
  return numbers.toSorted(
    (a, b) =>
      compare(a, b) ||
      at(n11, b) * at(n1x, a) - at(n11, a) * at(n1x, b) ||
      at(n11, b) - at(n11, a) ||
      byItems(rules, a, b),
  );
}

function byItems(rules: Rules, a: number, b: number): number {
  const [one, other] = [a, b].map(rule => [...sideOf(rules, 'lhs', rule), ...sideOf(rules, 'rhs', rule)]) as [
    number[],
    number[],
  ];
  const place = one.findIndex((item, at) => item !== other[at]);
  return one.length - other.length || (one[place] ?? 0) - (other[place] ?? 0);
}

function lengthsOf({ lhsOffsets, rhsOffsets }: Rules, numbers: number[]): number[] {
  const byLength: number[] = [];
  for (const rule of numbers) {
    const length = [lhsOffsets, rhsOffsets].reduce(
      (sum, one) => sum + (one[rule + 1] as number) - (one[rule] as number),
      0,
    );
    while (byLength.length < length) byLength.push(0);
    byLength[length - 1] = (byLength[length - 1] as number) + 1;
  }
  return byLength;
}
