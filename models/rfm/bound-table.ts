import { parseDecimal } from '../../src/stats/parse-decimal.js';
import { learntTable } from '../learnt-table.js';
import { axes } from './axis.js';
import type { RfmFitted } from './fit.js';
import { scoreOfBin } from './score.js';

/** What a bound says about a value, as method and comparison. */
const boundRule: Record<RfmFitted['bound'], string> = {
  quantile: 'value <= upper_bound',
  package: 'value < upper_bound',
};

/** The cut-offs from the lowest value up; the last bin has no upper bound. */
export const boundTable = learntTable({
  table: 'score.rfm_bound',
  sentence: 'One row per axis and bin: the upper bound and how many customers lie in it.',
  key: ['axis', 'bin'],
  columns: {
    axis: 'varchar',
    bin: 'integer',
    score: 'integer',
    upper_bound: 'decimal(18, 4)',
    customers: 'integer',
    method: 'varchar',
    rule: 'varchar',
  },
  rows: (fitted: RfmFitted) =>
    axes.flatMap(axis => {
      const { bins, upper, customers } = fitted.axes[axis];
      return customers.map((own, at) => ({
        axis,
        bin: at + 1,
        score: scoreOfBin(axis, bins, at + 1),
        upper_bound: upper[at] === undefined ? null : parseDecimal(upper[at], 4),
        customers: own,
        method: fitted.method,
        rule: boundRule[fitted.bound],
      }));
    }),
});
