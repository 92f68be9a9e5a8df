import type { Cell } from '../../src/table.js';
import type { Row } from '../model.js';
import { sixDecimals } from '../six-decimals.js';
import { published } from './calibration/calibrator.js';
import type { ChurnFitted } from './fit.js';
import { expectedProfit, type Offer, offerColumns } from './profit/offer.js';
import { noReasons, topReasons } from './rival/reasons.js';
import type { Cells, Part } from './rival/rival.js';
import { rivalOf } from './rival/rivals.js';
import { churnVersion, unscored } from './score.js';

/** The row that the select of `score` gives. */
export function scoreRow(fitted: ChurnFitted, row: Row): Row {
  const { customer_id = null, as_of = null } = row;
  const { chosen, threshold, positive, negative, profit } = fitted;
  const told = (score: number | null, name: string, texts: string[]): Row => ({
    customer_id,
    as_of,
    score,
    class: name,
    ...Object.fromEntries(noReasons.map((_, at) => [`reason_${at + 1}`, texts[at] ?? null])),
    expected_profit:
      score === null || profit === null ? null : expectedProfit(profit.offer, score, worthOf(profit.offer, row)),
    scored_by: chosen,
    model_version: churnVersion,
  });
  if (chosen === null) return told(null, unscored, []);
  const score = probabilityOf(fitted, row);
  const name = score >= sixDecimals(threshold) ? positive : negative;
  return told(score, name, topReasons(rivalOf(chosen).parts(fitted.learnt[chosen], cellsOfRow(row), fitted)));
}

/** How likely the row is positive by the rival that scores, as it is published; NaN where nobody does. */
export function probabilityOf({ chosen, calibrated, learnt }: ChurnFitted, row: Row): number {
  if (chosen === null || calibrated === null) return Number.NaN;
  return published(calibrated.calibrator, rivalOf(chosen).probability(learnt[chosen], cellsOfRow(row)));
}

/**
 * What each column, or question, adds to the score, beginning with the probability of everybody: together they are the score. Where a rival adds up log-odds, the
 * difference of the probabilities is shared out in their proportion.
 */
export function contributions(fitted: ChurnFitted, row: Row): Part[] {
  const { chosen, calibrated, learnt } = fitted;
  if (chosen === null || calibrated === null) return [];
  const rival = rivalOf(chosen);
  const score = Number(scoreRow(fitted, row).score);
  const plain = () => ({
    base: rival.base(learnt[chosen]),
    parts: rival.parts(learnt[chosen], cellsOfRow(row), fitted),
  });
  const { base: everybody, parts } = rival.explained?.(learnt[chosen], cellsOfRow(row), fitted) ?? plain();
  const base = published(calibrated.calibrator, everybody);
  const sum = parts.reduce((total, { amount }) => total + amount, 0);
  const factor = sum === 0 ? 0 : (score - base) / sum;
  const shared = parts.map(({ text, amount }) => ({ text, amount: amount * factor }));
  const rest = sum === 0 ? score : base;
  return [{ text: 'everybody', amount: rest }, ...shared.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))];
}

function cellsOfRow(row: Row): Cells {
  return name => row[name] ?? null;
}

function worthOf(offer: Offer, row: Row): Cell {
  const [column] = offerColumns(offer);
  return column === undefined ? null : (row[column] ?? null);
}
