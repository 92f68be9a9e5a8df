import { firstAbove } from '../../../src/stats/first-above.js';
import { ceilFraction } from '../../../src/stats/round-fraction.js';
import { boundedBins, type CutMethod } from './cut.js';

/**
 * By SQL's percent_rank, the share of the others with a lower value: bin b holds shares from (b - 1) / bins to below b / bins,
 * the last one also 1. Its upper bound is the highest value with such a share.
 */
export const cutByPercentRank: CutMethod = ({ values, until }, bins) => {
  const others = Math.max((until.at(-1) as number) - 1, 1);
  return {
    upper: boundedBins(bins).map(bin => {
      const share = { numerator: BigInt(bin) * BigInt(others), denominator: BigInt(bins) };
      const mostBelow = Number(ceilFraction(share)) - 1;
      return values[firstAbove(until, mostBelow)] as bigint;
    }),
  };
};
