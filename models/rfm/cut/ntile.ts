import { boundedBins, type CutMethod } from './cut.js';

/** As SQL's ntile over value and customer id: bins of equal size, the first ones larger by one; ties may be split. */
export const cutByNtile: CutMethod = ({ values, bins: binOf = new Int32Array(), lastCustomer = [] }, bins) => {
  const lasts = boundedBins(bins).map(bin => binOf.findLastIndex(other => other <= bin));
  return {
    upper: lasts.map(index => values[index] as bigint),
    lastCustomer: lasts.map(index => lastCustomer[index] as string),
  };
};
