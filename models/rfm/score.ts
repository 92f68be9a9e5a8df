import { literal } from '../../src/engine/engine.js';
import { parseDecimal } from '../../src/stats/parse-decimal.js';
import { ceilFraction, floorFraction } from '../../src/stats/round-fraction.js';
import { decimalText } from '../../src/table.js';
import { type Axis, axes, axisColumns } from './axis.js';
import type { RfmFitted } from './fit.js';
import { segmentCase } from './segment-case.js';

/** The version of the score; a change of what the numbers mean is a new one. */
export const rfmVersion = 1;

/**
 * The select that scores feature.rfm: `customer_id, as_of, recency_days, frequency, monetary, r, f, m, segment, model_version`.
 * Customers without an order or without a positive monetary value have no scores and a segment of their own.
 */
export function score(fitted: RfmFitted): string {
  return `with valued as (
  select *, frequency > 0 and monetary > 0 as has_value from feature.rfm
),
scored as (
  select
    customer_id,
    as_of,
    recency_days,
    frequency,
    monetary,
    ${axes.map(axis => scoreCase(fitted, axis)).join(',\n    ')}
  from valued
)
select
  customer_id,
  as_of,
  recency_days,
  frequency,
  monetary,
  r,
  f,
  m,
  ${segmentCase(fitted)} as segment,
  ${rfmVersion} as model_version
from scored
`;
}

function scoreCase(fitted: RfmFitted, axis: Axis): string {
  const { bins, upper } = fitted.axes[axis];
  if (upper.length === 0) return `cast(null as integer) as ${axisColumns[axis].score}`;
  const whens = upper.map((_, index) => {
    const found = isWithin(fitted, axis, index);
    return `when ${found} then ${scoreOfBin(axis, bins, index + 1)}`;
  });
  const lines = ['case', '  when not has_value then null', ...whens.map(when => `  ${when}`)];
  return [...lines, `  else ${scoreOfBin(axis, bins, bins)}`, `end as ${axisColumns[axis].score}`].join('\n    ');
}

/** The score of a bin: the lowest recency scores highest, the highest frequency and monetary value do. */
export function scoreOfBin(axis: Axis, bins: number, bin: number): number {
  return axis === 'recency' ? bins + 1 - bin : bin;
}

function isWithin({ axes: fitted, bound }: RfmFitted, axis: Axis, index: number): string {
  const column = axisColumns[axis].measure;
  const { upper, lastCustomer } = fitted[axis];
  const limit = limitText(axis, upper[index] as string, bound);
  if (!lastCustomer) return `${column} ${bound === 'package' ? '<' : '<='} ${limit}`;
  return `${column} < ${limit} or ${column} = ${limit} and customer_id <= ${literal(lastCustomer[index] as string)}`;
}

/** Days and orders are whole, so their bounds are rounded to whole numbers: down for `<=`, up for `<`. */
function limitText(axis: Axis, upper: string, bound: RfmFitted['bound']): string {
  if (axis === 'monetary') return `cast('${upper}' as decimal(18, 4))`;
  const exact = { numerator: parseDecimal(upper, 4), denominator: 10_000n };
  return decimalText(bound === 'package' ? ceilFraction(exact) : floorFraction(exact), 0);
}
