import { groupedBy } from '../../src/grouped.js';

/** A suggested item, and why: `0` it is due again, `1` a rule, `2` an item that is bought with one of theirs, `3` popularity; `reference` is the number of the cycle, rule, pair or place. */
export interface Suggestion {
  item: number;
  tier: 0 | 1 | 2 | 3;
  reference: number;
}

/** What suggestions are drawn from, the best first: rules and pairs, the items that most baskets have, and those that are bought again. */
export interface Sources {
  rules: readonly { left: readonly number[]; right: readonly number[] }[];
  pairs: readonly { item: number; other: number }[];
  popular: readonly { item: number }[];
  cycles: readonly { item: number; days: number }[];
  /** Items that are never suggested. */
  excluded: readonly number[];
  /** Of how many items of one kind a customer is told at most, and the kind of each item that has one. */
  perKind: number | null;
  kinds: readonly { item: number; kind: number }[];
}

/** An item that somebody has bought, and how many days ago they did last. */
export interface Bought {
  item: number;
  days: number;
}

/** Finds what to suggest to whoever has bought some items; the same as the select of `score`. */
export class Suggester {
  readonly #sources: Sources;
  /** The numbers of the rules by the first item of their left sides, and of the pairs by theirs. */
  readonly #rules: Map<number, number[]>;
  readonly #pairs: Map<number, number[]>;
  readonly #excluded: Set<number>;
  readonly #kinds: Map<number, number>;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#rules = numbersBy(sources.rules, rule => rule.left[0] as number);
    this.#pairs = numbersBy(sources.pairs, pair => pair.item);
    this.#excluded = new Set(sources.excluded);
    this.#kinds = new Map(sources.kinds.map(({ item, kind }) => [item, kind]));
  }

  /**
   * At most `count` items that are not among `bought`, or due again: those first, then by the first rule whose left side was bought, then by the
   * first pair, then the popular ones.
   */
  suggest(bought: readonly Bought[], count: number): Suggestion[] {
    const { rules, pairs, popular, cycles, perKind } = this.#sources;
    const items = bought.map(({ item }) => item);
    const days = new Map(bought.map(one => [one.item, one.days]));
    const isDue = ({ item, days: cycle }: Bought) => (days.get(item) ?? -1) >= cycle;
    const due = new Set(cycles.filter(isDue).map(({ item }) => item));
    const found = new Map<number, Suggestion>();
    const ofKind = new Map<number, number>();
    const offer = (item: number, tier: Suggestion['tier'], reference: number) => {
      if (item < 0 || found.has(item) || this.#excluded.has(item) || (days.has(item) && !due.has(item))) return;
      const kind = this.#kinds.get(item);
      const before = kind === undefined ? 0 : (ofKind.get(kind) ?? 0);
      if (kind !== undefined && perKind !== null && before >= perKind) return;
      if (kind !== undefined) ofKind.set(kind, before + 1);
      found.set(item, { item, tier, reference });
    };
    for (const [at, { item }] of cycles.entries()) if (due.has(item)) offer(item, 0, at + 1);
    for (const at of ascending(items, this.#rules)) {
      const rule = rules[at] as Sources['rules'][number];
      if (rule.left.every(item => days.has(item))) for (const item of rule.right) offer(item, 1, at + 1);
    }
    for (const at of ascending(items, this.#pairs)) offer((pairs[at] as Sources['pairs'][number]).other, 2, at + 1);
    for (const [at, { item }] of popular.entries()) if (found.size < count) offer(item, 3, at + 1);
    return [...found.values()].slice(0, count);
  }
}

function numbersBy<One>(list: readonly One[], itemOf: (one: One) => number): Map<number, number[]> {
  return groupedBy(list.keys(), at => itemOf(list[at] as One));
}

function ascending(bought: readonly number[], numbers: Map<number, number[]>): number[] {
  return bought.flatMap(item => numbers.get(item) ?? []).sort((a, b) => a - b);
}
