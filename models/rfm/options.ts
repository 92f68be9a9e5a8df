import type { Axis } from './axis.js';

/** A segment of a map: ranges of scores, both ends included; no `monetary` means any. */
export interface RfmSegment {
  name: string;
  recency: [number, number];
  frequency: [number, number];
  monetary?: [number, number] | undefined;
}

/** How customers are scored; field for field what `rfm:` of the project file says. */
export interface RfmOptions {
  /** Whose orders they are, where not those of a warehouse: their columns are told as a file has them. */
  origin?: 'file';
  method: 'quantile' | 'ntile' | 'fixed' | 'percent_rank';
  bound: 'quantile' | 'package';
  bins?: Record<Axis, number> | undefined;
  bounds?: Record<Axis, number[]> | undefined;
  orders: 'with_sale' | 'all';
  segments: 'rfm-10' | 'shopify-11' | 'pymc-5' | 'octant' | RfmSegment[];
  no_value: string;
  other: string;
}

/** What holds where nothing is said: the defaults of `rfm:`. */
export const rfmDefaults: RfmOptions = {
  method: 'quantile',
  bound: 'quantile',
  orders: 'with_sale',
  segments: 'rfm-10',
  no_value: 'No value',
  other: 'Others',
};
