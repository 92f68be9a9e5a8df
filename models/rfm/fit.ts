import { firstAbove } from '../../src/stats/first-above.js';
import { decimalText, type Table } from '../../src/table.js';
import { type Axis, axes } from './axis.js';
import { type Counted, countedAxes } from './counted.js';
import type { Cut, CutMethod } from './cut/cut.js';
import { cutByBounds } from './cut/fixed.js';
import { cutByNtile } from './cut/ntile.js';
import { cutByPercentRank } from './cut/percent-rank.js';
import { cutByQuantile } from './cut/quantile.js';
import type { RfmOptions } from './options.js';
import { resolveMap } from './resolve.js';
import type { SegmentMap } from './segment-map.js';

/** Where one axis was cut. Bins are counted from the lowest value up. */
export interface FittedAxis {
  bins: number;
  /** Upper bounds as decimal text, one fewer than bins; none where nobody was counted. */
  upper: string[];
  /** Customers per bin. */
  customers: number[];
  /** Distinct values. */
  distinct: number;
  /** Method ntile: the last customer at each bound. */
  lastCustomer?: string[];
}

/** What the model has learnt: plain data. */
export interface RfmFitted {
  /** As the options say. */
  origin?: 'file';
  method: RfmOptions['method'];
  bound: RfmOptions['bound'];
  orders: RfmOptions['orders'];
  /** Customers with an order and a positive monetary value. */
  customers: number;
  axes: Record<Axis, FittedAxis>;
  map: SegmentMap;
  noValue: string;
  other: string;
}

const methods: Record<RfmOptions['method'], CutMethod> = {
  quantile: cutByQuantile,
  ntile: cutByNtile,
  fixed: cutByBounds,
  percent_rank: cutByPercentRank,
};

/** Finds the cut-offs from the counted values of the training select. Throws CliError where the options contradict each other. */
export function fit(features: Table, options: RfmOptions): RfmFitted {
  const map = resolveMap(options);
  const counted = countedAxes(features);
  const fitted = axes.map(axis => [axis, fitAxis(counted[axis], map.bins[axis], options, axis)] as const);
  return {
    ...(options.origin && { origin: options.origin }),
    method: options.method,
    bound: options.bound,
    orders: options.orders,
    customers: counted.recency.until.at(-1) ?? 0,
    axes: Object.fromEntries(fitted) as Record<Axis, FittedAxis>,
    map,
    noValue: options.no_value,
    other: options.other,
  };
}

function fitAxis(counted: Counted, bins: number, options: RfmOptions, axis: Axis): FittedAxis {
  const distinct = new Set(counted.bins ? counted.values : []).size || counted.values.length;
  if (distinct === 0) return { bins, upper: [], customers: Array(bins).fill(0), distinct };
  const cut = methods[options.method](counted, bins, options, axis);
  return {
    bins,
    upper: cut.upper.map(bound => decimalText(bound, 4)),
    customers: customersPerBin(counted, cut, bins, options.bound),
    distinct,
    ...(cut.lastCustomer && { lastCustomer: cut.lastCustomer }),
  };
}

function customersPerBin(counted: Counted, cut: Cut, bins: number, bound: RfmOptions['bound']): number[] {
  const total = counted.until.at(-1) as number;
  const ends = counted.bins ? endsOfBins(counted, bins) : endsOfBounds(counted, cut.upper, bound);
  return [...ends, total].map((end, index) => end - (ends[index - 1] ?? 0));
}

/** How many customers lie within each upper bound. */
function endsOfBounds({ values, until }: Counted, upper: bigint[], bound: RfmOptions['bound']): number[] {
  return upper.map(limit => until[firstAbove(values, bound === 'package' ? limit - 1n : limit) - 1] ?? 0);
}

function endsOfBins({ bins = new Int32Array(), until }: Counted, count: number): number[] {
  return Array.from({ length: count - 1 }, (_, index) => until[bins.findLastIndex(bin => bin <= index + 1)] ?? 0);
}
