/** A suggested item, and why: `1` a rule, `2` an item that is bought with one of theirs, `3` popularity; `reference` is the number of the rule, pair or place. */
export interface Suggestion {
  item: number;
  tier: 1 | 2 | 3;
  reference: number;
}

/** What suggestions are drawn from: rules and pairs, the best first, and the items that most baskets have. */
export interface Sources {
  rules: readonly { left: readonly number[]; right: readonly number[] }[];
  pairs: readonly { item: number; other: number }[];
  popular: readonly { item: number }[];
}

/** Finds what to suggest to whoever has bought some items; the same as the select of `score`. */
export class Suggester {
  readonly #sources: Sources;
  /** The numbers of the rules by the first item of their left sides, and of the pairs by theirs. */
  readonly #rules: Map<number, number[]>;
  readonly #pairs: Map<number, number[]>;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#rules = numbersBy(sources.rules, rule => rule.left[0] as number);
    this.#pairs = numbersBy(sources.pairs, pair => pair.item);
  }

  /** At most `count` items that are not among `bought`: by the first rule whose left side is, then by the first pair, then the popular ones. */
  suggest(bought: readonly number[], count: number): Suggestion[] {
    const has = new Set(bought);
    const found = new Map<number, Suggestion>();
    const offer = (item: number, tier: Suggestion['tier'], reference: number) => {
      if (!has.has(item) && !found.has(item)) found.set(item, { item, tier, reference });
    };
    const { rules, pairs, popular } = this.#sources;
    for (const at of ascending(bought, this.#rules)) {
      const rule = rules[at] as Sources['rules'][number];
      if (rule.left.every(item => has.has(item))) for (const item of rule.right) if (item >= 0) offer(item, 1, at + 1);
    }
    for (const at of ascending(bought, this.#pairs)) offer((pairs[at] as Sources['pairs'][number]).other, 2, at + 1);
    for (const [at, { item }] of popular.entries()) if (found.size < count) offer(item, 3, at + 1);
    return [...found.values()].slice(0, count);
  }
}

function numbersBy<One>(list: readonly One[], itemOf: (one: One) => number): Map<number, number[]> {
  const numbers = new Map<number, number[]>();
  for (const [at, one] of list.entries()) {
    const item = itemOf(one);
    const known = numbers.get(item);
    if (known) known.push(at);
    else numbers.set(item, [at]);
  }
  return numbers;
}

function ascending(bought: readonly number[], numbers: Map<number, number[]>): number[] {
  return bought.flatMap(item => numbers.get(item) ?? []).sort((a, b) => a - b);
}
