import { parseDecimal } from '../../../src/stats/parse-decimal.js';
import { boundedBins, type CutMethod } from './cut.js';

/** The bounds that the project states; digits beyond the fourth are cut, which no value on that grid notices. */
export const cutByBounds: CutMethod = (_counted, bins, { bounds }, axis) => ({
  upper: boundedBins(bins).map(bin => parseDecimal(plain(bounds?.[axis][bin - 1] as number), 4)),
});

/** JavaScript writes numbers below 1e-6 with an exponent; on the grid they are zero, or just below it. */
function plain(bound: number): string {
  if (Math.abs(bound) >= 1e-6) return String(bound);
  return bound < 0 ? '-0.00001' : '0';
}
