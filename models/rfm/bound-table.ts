import { parseDecimal } from '../../src/stats/parse-decimal.js';
import { type Column, integers, type Table, texts } from '../../src/table.js';
import { type Axis, axes } from './axis.js';
import type { RfmFitted } from './fit.js';
import { scoreOfBin } from './score.js';

/** What a bound says about a value, as method and comparison. */
const boundRule: Record<RfmFitted['bound'], string> = {
  quantile: 'value <= upper_bound',
  package: 'value < upper_bound',
};

interface Bin {
  axis: Axis;
  bin: number;
  score: number;
  upper: bigint | undefined;
  customers: number;
}

/** The cut-offs as the table score.rfm_bound: one row per axis and bin, from the lowest value up; the last bin has no upper bound. */
export function boundTable(fitted: RfmFitted): Table {
  const bins = axes.flatMap(axis => binsOf(fitted, axis));
  const columns: Column[] = [
    texts('axis', bins, ({ axis }) => axis),
    integers('bin', bins, ({ bin }) => bin),
    integers('score', bins, ({ score }) => score),
    {
      name: 'upper_bound',
      type: { kind: 'decimal', precision: 18, scale: 4 },
      values: BigInt64Array.from(bins, ({ upper }) => upper ?? 0n),
      present: Uint8Array.from(bins, ({ upper }) => (upper === undefined ? 0 : 1)),
    },
    integers('customers', bins, ({ customers }) => customers),
    texts('method', bins, () => fitted.method),
    texts('rule', bins, () => boundRule[fitted.bound]),
  ];
  return { rows: bins.length, columns };
}

function binsOf({ axes: fitted }: RfmFitted, axis: Axis): Bin[] {
  const { bins, upper, customers } = fitted[axis];
  return customers.map((count, index) => ({
    axis,
    bin: index + 1,
    score: scoreOfBin(axis, bins, index + 1),
    upper: upper[index] === undefined ? undefined : parseDecimal(upper[index], 4),
    customers: count,
  }));
}
