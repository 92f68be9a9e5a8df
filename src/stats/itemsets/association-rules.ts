import { bestGeneral } from './best-general.js';
import { eachRule, eachSingle, type Sides } from './each-rule.js';
import { type InterestMeasure, interestMeasure, type RuleCounts } from './interest-measure.js';
import type { Itemsets } from './itemsets.js';
import { type SetIndex, setIndex } from './set-index.js';
import { holdWithin } from './too-many-rules.js';

/** Rules X ⇒ Y as columns, in the order of their itemsets, and of one itemset in the order of their right sides. */
export interface Rules extends RuleCounts {
  /** Where the left side of each rule begins in `lhs`, and one more; a left side may be empty. */
  lhsOffsets: Uint32Array;
  lhs: Uint32Array;
  rhsOffsets: Uint32Array;
  rhs: Uint32Array;
  n11: Uint32Array;
  n1x: Uint32Array;
  nx1: Uint32Array;
  /** As of the itemsets. */
  complete: boolean;
  reason?: Itemsets['reason'];
  lengthReached: number;
}

/** Which rules are wanted; only `confidence` must be given. */
export interface RuleOptions extends Sides {
  confidence: number;
  lift?: number;
  /** Keep a rule only where its confidence is above that of every rule with fewer items on the left and the same right side, also none, by more than this; 0 drops what arules calls redundant. */
  improvement?: number;
  /** So many rules of the largest measure, in that order, equal ones in the order they have without. */
  top?: { by: InterestMeasure; count: number };
  /** About the most bytes that they may take, with what is made of them; unbounded where it is not said. */
  memory?: number;
}

/**
 * Rules out of frequent itemsets (Agrawal & Srikant 1994): all that are asked for, exactly. The sets must be all frequent ones from single
 * items on; a RangeError says what is missing. Throws TooManyRules where they do not fit in `memory`.
 */
export function associationRules(itemsets: Itemsets, options: RuleOptions): Rules {
  const { confidence, lift = 0, improvement, top, memory = Number.POSITIVE_INFINITY } = options;
  if (!(confidence >= 0 && confidence <= 1))
    throw new RangeError(`confidence is a share from 0 to 1, not ${confidence}`);
  const { n, counts } = itemsets;
  const index = setIndex(itemsets);
  const countOf = counter(itemsets, index);
  const columns = { lhs: [] as number[], rhs: [] as number[], lhsOffsets: [0], rhsOffsets: [0] };
  const found = { n11: [] as number[], n1x: [] as number[], nx1: [] as number[] };
  const isWanted = (n11: number, n1x: number, nx1: number) =>
    n11 / n1x >= confidence && (n11 * n) / (n1x * nx1) >= lift;
  const keep = (left: number[], right: number[], n11: number, n1x: number, nx1: number) => {
    if (improvement !== undefined && !(n11 / n1x - bestGeneral(left, right, countOf) > improvement)) return;
    for (const item of left) columns.lhs.push(item);
    for (const item of right) columns.rhs.push(item);
    columns.lhsOffsets.push(columns.lhs.length);
    columns.rhsOffsets.push(columns.rhs.length);
    found.n11.push(n11);
    found.n1x.push(n1x);
    found.nx1.push(nx1);
    holdWithin(memory, found.n11.length, columns.lhs.length + columns.rhs.length);
  };
  if ((options.maxRight ?? 1) > 1)
    eachRule(itemsets, options, (set, left, right) => {
      const [n11, n1x, nx1] = [counts[set] as number, countOf(left), countOf(right)];
      if (isWanted(n11, n1x, nx1)) keep(left, right, n11, n1x, nx1);
    });
  else {
    const { items, offsets } = itemsets;
    const ofSingle = singles(itemsets);
    eachSingle(itemsets, options, (set, place) => {
      const [from, to] = [offsets[set] as number, offsets[set + 1] as number];
      const rest = to - from === 1 ? -1 : index.without(set, place);
      if (rest < 0 && to - from > 1) throw missing([...items.subarray(from, to)].filter(one => one !== items[place]));
      const [n11, n1x] = [counts[set] as number, rest < 0 ? n : (counts[rest] as number)];
      if (n11 / n1x < confidence) return;
      const item = items[place] as number;
      const nx1 = ofSingle[item] || countOf([item]);
      if (!isWanted(n11, n1x, nx1)) return;
      const left: number[] = [];
      for (let at = from; at < to; at++) if (at !== place) left.push(items[at] as number);
      keep(left, [item], n11, n1x, nx1);
    });
  }
  const typed = Object.fromEntries(
    Object.entries({ ...columns, ...found }).map(([name, one]) => [name, Uint32Array.from(one)]),
  );
  const { complete, reason, lengthReached } = itemsets;
  const rules = { ...typed, n, complete, ...(reason && { reason }), lengthReached } as Rules;
  return top ? highest(rules, top) : rules;
}

/** How many baskets have a set of items; all have none. */
function counter({ n, counts }: Itemsets, { find }: SetIndex): (items: number[]) => number {
  return items => {
    if (items.length === 0) return n;
    const set = find(items, items.length);
    if (set < 0) throw missing(items);
    return counts[set] as number;
  };
}

function missing(items: number[]): RangeError {
  return new RangeError(`rules need all frequent itemsets, and {${items.join(', ')}} is missing`);
}

/** How many baskets have each item, by its code. */
function singles({ offsets, items, counts }: Itemsets): Uint32Array {
  let sets = 0;
  while (sets < counts.length && offsets[sets + 1] === sets + 1) sets++;
  const found = new Uint32Array(items.subarray(0, sets).reduce((most, item) => Math.max(most, item), -1) + 1);
  for (let set = 0; set < sets; set++) found[items[set] as number] = counts[set] as number;
  return found;
}

function highest(rules: Rules, { by, count }: { by: InterestMeasure; count: number }): Rules {
  const values = interestMeasure(by, rules);
  const rank = (rule: number) => (Number.isNaN(values[rule]) ? Number.NEGATIVE_INFINITY : (values[rule] as number));
  const order = [...values.keys()].sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a))).slice(0, count);
  const take = (column: Uint32Array) => Uint32Array.from(order, rule => column[rule] as number);
  return {
    ...rules,
    ...side('lhs', rules.lhs, rules.lhsOffsets, order),
    ...side('rhs', rules.rhs, rules.rhsOffsets, order),
    n11: take(rules.n11),
    n1x: take(rules.n1x),
    nx1: take(rules.nx1),
  };
}

function side(name: 'lhs' | 'rhs', items: Uint32Array, offsets: Uint32Array, order: number[]) {
  const lists = order.map(rule => [...items.subarray(offsets[rule], offsets[rule + 1])]);
  const ends = [0];
  for (const list of lists) ends.push((ends.at(-1) as number) + list.length);
  return { [name]: Uint32Array.from(lists.flat()), [`${name}Offsets`]: Uint32Array.from(ends) };
}
