import type { StageRule } from './declared-stages.js';

/** How customers are clustered; field for field what `segment:` of the project file says. */
export interface SegmentOptions {
  /** Whose columns they are, where not those of a warehouse: they are called what a file calls them. */
  origin?: 'file';
  /** What their amounts are in, ISO 4217, where that is known. */
  currency?: string;
  /** Stages of life that customers are put into first, to be clustered within each: none, the usual ones, the values of a column of words, or rules of one's own. */
  stages: 'none' | 'lifecycle' | { column: string } | StageRule[];
  /** How many segments, with stages within each; `auto` compares 2 to 12. */
  k: number | 'auto';
  /** Columns of feature.customer that are numbers. */
  columns: string[];
  /** Columns of feature.customer that are words. */
  categories: string[];
  /** What stands for a segment in a column of words: its most frequent value (k-prototypes), or the shares of all values (k-means of columns of 0 and 1). */
  centers: 'modes' | 'means';
  /** What a column is divided by, after its centre was taken off: standard deviation (of all rows, n), interquartile range, range, nothing. */
  scale: 'z' | 'robust' | 'min_max' | 'none';
  /** What happens to a missing value: the median of those that are there stands for it, or none may be missing. */
  missing: 'median' | 'refuse';
  /** Where the logarithm of 1 + x is taken: of columns without negative values whose skewness is above 1, or nowhere. */
  log: 'skewed' | 'none';
  /** The share at either end whose values are drawn in to the quantile there. */
  winsor: number;
  /** How many starts by k-means++ are tried. */
  starts: number;
  seed: number;
}

/** What holds where nothing is said: the defaults of `segment:`. */
export const segmentDefaults: SegmentOptions = {
  stages: 'none',
  k: 'auto',
  columns: [
    'recency_days',
    'tenure_days',
    'sale_orders',
    'revenue',
    'order_amount_mean',
    'products',
    'return_order_share',
    'weekend_share',
  ],
  categories: [],
  centers: 'modes',
  scale: 'z',
  missing: 'median',
  log: 'skewed',
  winsor: 0.01,
  starts: 20,
  seed: 1,
};
