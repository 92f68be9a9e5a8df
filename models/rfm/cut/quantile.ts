import { countedQuantile } from '../../../src/stats/counted-quantile.js';
import { ceilFraction, floorFraction } from '../../../src/stats/round-fraction.js';
import { boundedBins, type CutMethod } from './cut.js';

const one = 10_000n;

/** Type-7 quantiles at 1/bins, 2/bins …; on the grid of 1/10,000 so that `<=` (or the package's `<` one more) sorts as the exact ones do. */
export const cutByQuantile: CutMethod = ({ values, until }, bins, { bound }) => ({
  upper: boundedBins(bins).map(bin => {
    const exact = countedQuantile(values, until, bin, bins);
    return bound === 'package' ? ceilFraction(exact) + one : floorFraction(exact);
  }),
});
