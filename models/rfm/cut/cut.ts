import type { Axis } from '../axis.js';
import type { Counted } from '../counted.js';
import type { RfmOptions } from '../options.js';

/** Where one axis is cut: an upper bound per bin but the last, scaled by 10,000. */
export interface Cut {
  upper: bigint[];
  /** Method ntile: the last customer at each bound; those with the same value and a later id belong to the next bin. */
  lastCustomer?: string[];
}

/** How one axis is cut into `bins`; the counted customers are at least one. */
export type CutMethod = (counted: Counted, bins: number, options: RfmOptions, axis: Axis) => Cut;

/** The bins that have an upper bound: 1 to one fewer than there are. */
export function boundedBins(bins: number): number[] {
  return Array.from({ length: bins - 1 }, (_, index) => index + 1);
}
