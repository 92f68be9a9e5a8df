import type { Entries } from './features.js';
import type { BasketOptions } from './options.js';

/** What may be suggested: never these items, and of items of one kind only so many to a customer. */
export interface Eligible {
  excluded: number[];
  perKind: number | null;
  /** To how many customers a product is suggested at most. */
  perProduct: number | null;
  kinds: { item: number; kind: number }[];
  /** What is to be left out, and was never sold. */
  unknown: string[];
}

/** Products and categories of the project file as items; a category is known by its name, a product by its number. */
export function eligibleOf({ ids, categories, prices }: Entries, { suggest = {} }: BasketOptions): Eligible {
  const { exclude_products: products = [], exclude_categories: groups = [], per_category: perKind = null } = suggest;
  const has = (known: Map<number, string>, names: string[]) => {
    const wanted = new Set(names);
    return [...known].filter(([, name]) => wanted.has(name)).map(([item]) => item);
  };
  const missing = (known: Map<number, string>, names: string[]) => {
    const there = new Set(known.values());
    return names.filter(name => !there.has(name));
  };
  const names = [...new Set(categories.values())].sort();
  const number = new Map(names.map((name, at) => [name, at + 1]));
  const { min_price: least = 0 } = suggest;
  const cheap = least > 0 ? [...ids.keys()].filter(item => !((prices.get(item) ?? 0) >= least)) : [];
  const excluded = new Set([...has(ids, products), ...has(categories, groups), ...cheap]);
  return {
    excluded: [...excluded].sort((a, b) => a - b),
    perKind,
    perProduct: suggest.per_product ?? null,
    kinds: perKind === null ? [] : [...categories].map(([item, name]) => ({ item, kind: number.get(name) as number })),
    unknown: [...missing(ids, products), ...missing(categories, groups)],
  };
}
