import { frequentItemsets } from '../../src/stats/itemsets/frequent-itemsets.js';
import type { Itemsets } from '../../src/stats/itemsets/itemsets.js';
import type { Target } from '../../src/stats/itemsets/target.js';
import { byMargin } from './by-margin.js';
import { codingOf } from './coding.js';
import { type Cycle, cyclesOf } from './cycles.js';
import { type Eligible, eligibleOf } from './eligible.js';
import { type Entries, productsOf } from './features.js';
import { type Mined, minedOf } from './mined.js';
import type { BasketOptions, targets } from './options.js';
import { type Pair, pairsOf } from './pairs.js';
import { byRecentConfidence } from './recent.js';
import { type FoundRules, type Rule, rulesOf } from './rules.js';
import type { Similarity } from './similarity.js';
import { wantedItems } from './wanted.js';

/** What a list of baskets teaches. */
export interface Learnt {
  /** Those that were mined, and the items of them all: every share is of these. */
  baskets: number;
  entries: number;
  /** In how many of them an itemset is at least. */
  minimumCount: number;
  items: number;
  /** Whether nothing was cut, and why else: itemsets of more items than `lengthReached` are missing. */
  complete: boolean;
  reason: string | null;
  lengthReached: number;
  oversized: Mined['oversized'];
  itemsets: { total: number; byLength: number[] };
  /** What was looked for. */
  target: (typeof targets)[number];
  /** How many rules there are; the best of them follow. */
  ruleCount: { total: number; byLength: number[] };
  /** By confidence, then count, then items: the first that holds is the best. */
  rules: Rule[];
  similarity: Similarity;
  pairs: Pair[];
  /** Products that are bought again, where that is looked for. */
  cycles: Cycle[];
  eligible: Eligible;
  /** The items that most baskets have. */
  popular: { item: number; count: number }[];
}

const popularItems = 20;

/** What the search for itemsets may take where nothing is said, and again the rules made of them. */
export const usualMegabytes = 1000;

/** Mines the baskets: rules, pairs that are alike, popular items. What is bought again is looked for in all. */
export function learn(
  entries: Entries,
  options: BasketOptions,
  mined: Mined = minedOf(entries, options.largest),
): Learnt {
  const {
    support,
    length,
    isLengthAsked = false,
    memory = usualMegabytes,
    similarity = 'cosine',
    half_life: halfLife,
    repurchase = false,
  } = options;
  const eligible = eligibleOf(entries, options);
  const isExcluded = new Set(eligible.excluded);
  const bytes = memory * 1e6;
  const target = targetOf(options);
  const coding = codingOf(mined);
  const found = frequentItemsets(
    { baskets: mined.basket, items: coding.codes, n: mined.baskets },
    { support, target, maxLength: length, looksFurther: !isLengthAsked, memory: bytes },
  );
  const decay = halfLife === undefined ? undefined : Number(halfLife.slice(0, -1));
  const { rules, total, byLength } = asksForRules(options)
    ? coding.uncoded(rulesOf(found, options, coding.coded(wantedItems(options, entries.names)), bytes))
    : noRules;
  const itemsets = countsOf(found);
  const { complete, reason = null, lengthReached } = found;
  const bought = productsOf(mined);
  const popular = popularOf(bought);
  const learnt = {
    baskets: found.n,
    entries: mined.item.length,
    minimumCount: found.minimumCount,
    items: popular.length,
    complete,
    reason,
    lengthReached,
    oversized: mined.oversized,
    itemsets,
    target: options.target ?? 'rules',
    ruleCount: { total, byLength },
    rules: decay === undefined ? rules : byRecentConfidence(mined, rules, decay),
    similarity,
    pairs: pairsOf(bought, {
      least: leastPair,
      each: pairsPerItem,
      most: mostPairs,
      similarity,
      ...(decay !== undefined && { halfLife: decay }),
    }),
    cycles: repurchase === false ? [] : cyclesOf(productsOf(entries), repurchase),
    eligible,
    popular: popular.filter(({ item }) => !isExcluded.has(item)).slice(0, popularItems),
  };
  return options.suggest?.rank === 'margin' ? byMargin(learnt, entries.margins, found.n) : learnt;
}

const noRules: FoundRules = { rules: [], total: 0, byLength: [] };

function asksForRules({ target = 'rules' }: BasketOptions): boolean {
  return target === 'rules';
}

function targetOf({ target = 'rules' }: BasketOptions): Target {
  return target === 'closed' || target === 'maximal' ? target : 'frequent';
}

/** In how many baskets a pair is at least, how many are kept in all, and of one item. */
const [leastPair, mostPairs, pairsPerItem] = [5, 5000, 5];

function countsOf({ offsets, counts }: Itemsets): { total: number; byLength: number[] } {
  const byLength: number[] = [];
  for (let set = 0; set < counts.length; set++) {
    const length = (offsets[set + 1] as number) - (offsets[set] as number);
    while (byLength.length < length) byLength.push(0);
    byLength[length - 1] = (byLength[length - 1] as number) + 1;
  }
  return { total: counts.length, byLength };
}

function popularOf({ item }: Entries): { item: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const one of item) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => ({ item: one, count })).sort((a, b) => b.count - a.count || a.item - b.item);
}
