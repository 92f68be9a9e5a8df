import { count } from '../../src/count.js';
import type { Reason, Row } from '../model.js';
import { type Axis, axes, axisColumns } from './axis.js';
import type { RfmFitted } from './fit.js';
import { scoreRow } from './score-row.js';
import { sufficiency } from './sufficiency.js';

/**
 * In words: without a row how the axes were cut and what the data did not suffice for; with a row of feature.rfm what each
 * of its scores rests on, and the segment. A segment is no number, so there are no contributions.
 */
export function explain(fitted: RfmFitted, row?: Row): Reason[] {
  const lines = row ? rowLines(fitted, row) : [...axes.map(axis => cutLine(fitted, axis)), ...sufficiency(fitted)];
  return lines.map(text => ({ text }));
}

function cutLine(fitted: RfmFitted, axis: Axis): string {
  const { bins, upper, customers } = fitted.axes[axis];
  const { from, to } = boundWords(fitted);
  const parts = upper.map((limit, index) => `${to} ${short(limit)} (${customers[index]})`);
  const last = from === 'from' ? 'from there' : from;
  return `${axis} in ${bins} bins, customers in brackets: ${[...parts, `${last} (${customers[bins - 1]})`].join(', ')}`;
}

/** Between which bounds a bin lies. By ntile customers of one value may be in two bins, so the lower bound is in the upper one too. */
function boundWords({ method, bound }: RfmFitted): { from: string; to: string } {
  return {
    from: bound === 'package' || method === 'ntile' ? 'from' : 'above',
    to: bound === 'package' ? 'below' : 'up to',
  };
}

function rowLines(fitted: RfmFitted, row: Row): string[] {
  const scored = scoreRow(fitted, row);
  const segment = `so the segment is ${scored.segment}`;
  if (scored.r === null) return [`${measure.frequency(row)} and ${measure.monetary(row)}: no scores`, segment];
  const reasons = axes.map(axis => {
    const score = scored[axisColumns[axis].score] as number;
    return `${measure[axis](row)}: ${axis} score ${score} of ${fitted.axes[axis].bins} (${range(fitted, axis, score)})`;
  });
  return [...reasons, segment];
}

const measure: Record<Axis, (row: Row) => string> = {
  recency: row => `last order ${count(Number(row.recency_days), 'day')} before ${row.as_of}`,
  frequency: row => count(Number(row.frequency), 'order'),
  monetary: row => `net revenue ${row.monetary}`,
};

function range(fitted: RfmFitted, axis: Axis, score: number): string {
  const { bins, upper } = fitted.axes[axis];
  const bin = axis === 'recency' ? bins + 1 - score : score;
  const [from, to] = [upper[bin - 2], upper[bin - 1]].map(limit => limit && short(limit));
  const words = boundWords(fitted);
  return [from && `${words.from} ${from}`, to && `${words.to} ${to}`].filter(Boolean).join(', ');
}

function short(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}
