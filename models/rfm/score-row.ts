import { compareText } from '../../src/stats/compare-text.js';
import { parseDecimal } from '../../src/stats/parse-decimal.js';
import type { Row } from '../model.js';
import { type Axis, axes, axisColumns } from './axis.js';
import type { RfmFitted } from './fit.js';
import { rfmVersion, scoreOfBin } from './score.js';
import { segmentsOf } from './segment-map.js';

/** The scores and the segment of one row of feature.rfm: what the select of `score` gives it. */
export function scoreRow(fitted: RfmFitted, row: Row): Row {
  const { customer_id, as_of, recency_days, frequency, monetary } = row as Record<string, string | number>;
  const [recency, orders, value] = axes.map(axis => scoreOf(fitted, axis, row));
  const scores = { r: recency ?? null, f: orders ?? null, m: value ?? null };
  const measures = { customer_id, as_of, recency_days, frequency, monetary } as Row;
  return { ...measures, ...scores, segment: segment(fitted, row, [recency, orders, value]), model_version: rfmVersion };
}

/** The score on one axis; undefined for customers without a positive value, and where nobody was counted. */
function scoreOf({ axes: fitted, bound }: RfmFitted, axis: Axis, row: Row): number | undefined {
  const { bins, upper, lastCustomer } = fitted[axis];
  if (!hasValue(row) || upper.length === 0) return undefined;
  const value = scaled(row, axisColumns[axis].measure);
  const within = upper.findIndex((text, index) => {
    const limit = parseDecimal(text, 4);
    if (value !== limit || bound === 'package') return value < limit;
    return !lastCustomer || compareText(String(row.customer_id), lastCustomer[index] as string) <= 0;
  });
  return scoreOfBin(axis, bins, within < 0 ? bins : within + 1);
}

function segment({ map, noValue, other }: RfmFitted, row: Row, scores: (number | undefined)[]): string {
  if (map.withoutOrders && Number(row.frequency) === 0) return map.withoutOrders;
  const [recency, frequency, monetary] = scores;
  if (recency === undefined || frequency === undefined || monetary === undefined) return noValue;
  return segmentsOf(map.rules, { recency, frequency, monetary })[0] ?? other;
}

function hasValue(row: Row): boolean {
  return scaled(row, 'frequency') > 0n && scaled(row, 'monetary') > 0n;
}

function scaled(row: Row, name: string): bigint {
  return parseDecimal(String(row[name]), 4);
}
