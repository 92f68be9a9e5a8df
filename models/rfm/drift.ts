import { compareText } from '../../src/stats/compare-text.js';
import { parseDecimal } from '../../src/stats/parse-decimal.js';
import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { axes } from './axis.js';
import { type Counted, countedAxes } from './counted.js';
import type { FittedAxis, RfmFitted } from './fit.js';

/** The axis that moved most: the stability index of customers per bin, those of the fit against those now, in the bins of the fit. */
export function drift({ axes: fitted, bound }: RfmFitted, features: Table): number {
  const counted = countedAxes(features);
  return Math.max(
    ...axes.map(axis => stabilityIndex(fitted[axis].customers, inBins(fitted[axis], counted[axis], bound))),
  );
}

/** Where ntile split equal values, those of one bin then go together now. */
function inBins({ bins, upper, lastCustomer }: FittedAxis, counted: Counted, bound: RfmFitted['bound']): number[] {
  const limits = upper.map(text => parseDecimal(text, 4));
  const found = Array<number>(bins).fill(0);
  for (const [entry, value] of counted.values.entries()) {
    const within = limits.findIndex((limit, bin) => {
      if (value !== limit || bound === 'package') return value < limit;
      return !lastCustomer || compareText(counted.lastCustomer?.[entry] ?? '', lastCustomer[bin] as string) <= 0;
    });
    const bin = within < 0 ? bins - 1 : within;
    found[bin] = (found[bin] as number) + (counted.customers[entry] as number);
  }
  return found;
}
