import type { InterestMeasure } from '../../src/stats/itemsets/interest-measure.js';
import type { Similarity } from './similarity.js';

/** What may be looked for: rules over all frequent itemsets, or only itemsets: all, those without a superset as frequent (closed) or frequent at all (maximal). */
export const targets = ['rules', 'itemsets', 'closed', 'maximal'] as const;

/** What may be suggested, and how often. */
export interface Suggest {
  exclude_products?: string[];
  exclude_categories?: string[];
  /** At most so many of one category to a customer, and each product to so many customers. */
  per_category?: number;
  per_product?: number;
  /** The least mean price of a product. */
  min_price?: number;
  /** What comes first of each origin: the likeliest, or the greatest expected margin. */
  rank?: 'probability' | 'margin';
}

/** How baskets are mined and what is suggested; its first fields are what `basket:` of the project file says. */
export interface BasketOptions {
  /** Whose baskets they are, where not those of a warehouse. */
  origin?: 'file';
  /** The least share of the baskets that an itemset is in. */
  support: number;
  /** The least share of the baskets with the left side that have the right one too. */
  confidence: number;
  /** The most items of a rule, both sides together. */
  length: number;
  /** Whether somebody asked a file for just that length: else it is looked whether there are longer ones, which are missing. */
  isLengthAsked?: boolean;
  /** Baskets of more items are not mined, and counted. */
  largest: number;
  /** How many rules are kept at most, those of the highest confidence. */
  rules: number;
  /** How many products are suggested to a customer. */
  suggestions: number;
  /** What a basket is: an order, all orders of a customer within windows of so many days (`7d`) or ever, or those with no more than so many days between. */
  unit?: 'order' | 'customer' | 'session';
  window?: string;
  /** Whether the category of a product is an item, too; by `path` the categories of all levels above it are. */
  categories?: boolean | 'path';
  /** Which parts of the baskets are set beside each other (of a file those of its column), and what an item brings besides revenue. */
  contrast?: 'column' | 'year' | 'quarter' | 'month' | 'country' | 'region' | 'gender' | 'rfm' | 'segment';
  value?: 'revenue' | 'margin';
  /** Of a file: whether items have a value, and how the records of a customer become baskets. */
  valued?: boolean;
  records?: { window?: number; gap?: number };
  /** How alike items are, and after how many days (`90d`) a basket counts for half in that and in the order of the rules. */
  similarity?: Similarity;
  half_life?: string;
  /** From which share of buyers who bought it again a product is due again after its usual days, instead of never suggested; false for none. */
  repurchase?: number | false;
  suggest?: Suggest;
  /** What is looked for in a file: rules, where nothing is said. */
  target?: (typeof targets)[number];
  /** Items by their names: only rules with this one on the left side, on the right one, none with this one. */
  lhs?: string;
  rhs?: string;
  exclude?: string;
  /** The most items on the right side of a rule: 1. */
  rhsLength?: number;
  /** Only rules whose confidence is above that of every more general one by more than this. */
  improvement?: number;
  /** The measure that rules are ordered by, instead of their confidence; the ones that are said of a rule in an answer besides, and how many rules stand there. */
  by?: InterestMeasure;
  measures?: InterestMeasure[];
  top?: number;
  /** The share of the baskets of a file that are held out; in a project they are the later ones. */
  holdout?: number;
  /** The most megabytes of a search for itemsets, and of the rules made of them: 1000. */
  memory?: number;
}

/** What holds where nothing is said: the defaults of `basket:`. */
export const basketDefaults: BasketOptions = {
  support: 0.01,
  confidence: 0.3,
  length: 4,
  largest: 1000,
  rules: 1000,
  suggestions: 5,
  similarity: 'cosine',
  repurchase: 0.5,
};
