import { columnWords } from '../../../src/column-words.js';
import { count } from '../../../src/count.js';
import { shareWords } from '../../../src/share-words.js';
import { incompleteWords } from '../../incomplete-words.js';
import type { ChurnFitted } from '../fit.js';
import { shortfallWords } from '../sufficiency.js';
import type { GroupFigures } from './fairness.js';

/** A line of the model card. */
export interface CardLine {
  subject: 'purpose' | 'data' | 'columns' | 'model' | 'figures' | 'fairness' | 'limits';
  text: string;
}

/** What a model is, what it was learnt from, how well it does and for whom, and what it cannot (Mitchell et al. 2019). */
export function cardOf(fitted: ChurnFitted): CardLine[] {
  const lines: Record<CardLine['subject'], string[]> = {
    purpose: [
      `how likely a row is ${fitted.positive} rather than ${fitted.negative}: what goes together, not what causes it`,
    ],
    data: dataWords(fitted),
    columns: predictorWords(fitted),
    model: modelWords(fitted),
    figures: figureWords(fitted),
    fairness: fairnessWords(fitted),
    limits: limitWords(fitted),
  };
  return Object.entries(lines).flatMap(([subject, texts]) =>
    texts.map(text => ({ subject: subject as CardLine['subject'], text })),
  );
}

function dataWords({ rows, positives, positive, holdout, days, incomplete }: ChurnFitted): string[] {
  const of = (from: { rows: number; positives: number }) =>
    `${count(from.rows, 'example')}, ${from.positives.toLocaleString('en-US')} of them ${positive}`;
  const learnt = { rows: rows - holdout.rows, positives: positives - holdout.positives };
  const span = (dates: string[]) => (dates.length > 0 ? `, of ${dates.join(', ')}` : '');
  return [
    `learnt from ${of(learnt)}${span(days.learnt)}`,
    holdout.rows > 0
      ? `judged on ${of(holdout)}${span(days.held)}`
      : 'judged on those it was learnt from: nothing was held out',
    ...incompleteWords(incomplete, 'row'),
  ];
}

function predictorWords({ predictors, leftOut, origin }: ChurnFitted): string[] {
  const names = predictors.map(({ name }) => columnWords(name, origin).noun).join(', ');
  const left = leftOut.map(({ column, why }) => `${columnWords(column, origin).noun} is left out: ${why}`);
  return [`predicted by ${names || 'nothing'}`, ...left];
}

function modelWords({ chosen, calibrated, threshold, positive, contest }: ChurnFitted): string[] {
  if (chosen === null || calibrated === null) return ['nobody is scored'];
  const { kind } = calibrated.calibrator;
  const by = kind === 'none' ? 'as they come' : `calibrated by ${kind}`;
  return [`${chosen}, its scores ${by}; ${positive} is said from ${threshold} on`, ...contestWords(contest)];
}

function contestWords(contest: ChurnFitted['contest']): string[] {
  if (!contest) return [];
  const { day, rows, winner, why, champion, challenger } = contest;
  const who =
    winner === 'champion' ? 'it stood before, and stays' : 'it has taken the place of the fit that stood before';
  const learnt = `the new fit has learnt up to ${challenger.learntTo}, the other one up to ${champion.learntTo}`;
  return [`${who}: of the ${count(rows, 'example')} of ${day}, ${why}; ${learnt}`];
}

function figureWords({ calibrated, confusion, positive }: ChurnFitted): string[] {
  if (!calibrated || !confusion) return [];
  const { auc, auc_low, auc_high, brier, logloss, lift10, ece } = calibrated.standing;
  const figure = (value: number | null) => (value === null ? 'unknown' : value.toFixed(3));
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  return [
    `area ${figure(auc)} (${figure(auc_low)} to ${figure(auc_high)}), Brier ${figure(brier)}, log-loss ${figure(logloss)}, lift of the first tenth ${figure(lift10)}, scores off by ${figure(ece)}`,
    `${truePositives + falsePositives} are said to be ${positive}, of whom ${truePositives} are; ${falseNegatives} more are, and ${trueNegatives} neither are nor are said to be`,
  ];
}

/** Groups of fewer rows than this say little. */
const few = 30;

function fairnessWords({ fairness, chosen, origin }: ChurnFitted): string[] {
  if (chosen === null) return [];
  const columns = [...new Set(fairness.map(({ column }) => column))];
  if (columns.length === 0) return ['not judged: no column was named for it'];
  return columns.map(column => {
    const groups = fairness.filter(one => one.column === column && one.rows >= few);
    if (groups.length < 2) return `${columnWords(column, origin).noun}: not two groups of ${count(few, 'row')}`;
    return `${columnWords(column, origin).noun}: ${range(groups, 'selected', 'are called')}; of the positives ${range(groups, 'selected_positives', 'are found')}`;
  });
}

function range(groups: GroupFigures[], figure: 'selected' | 'selected_positives', words: string): string {
  const there = groups.filter(one => one[figure] !== null).sort((a, b) => Number(a[figure]) - Number(b[figure]));
  const told = (one: GroupFigures | undefined) =>
    one ? `${shareWords(Number(one[figure]))} of ${one.group}` : 'nobody';
  return `from ${told(there[0])} to ${told(there.at(-1))} ${words}`;
}

function limitWords({ needs, leaks, learning, chosen, origin }: ChurnFitted): string[] {
  const [before, all] = learning.slice(-2);
  const gain = (all?.auc ?? 0) - (before?.auc ?? 0);
  const sizes = [before, all].map(one => one?.examples.toLocaleString('en-US')).join(' to ');
  return [
    ...shortfallWords(needs),
    ...leaks.map(
      ({ column, why, allowed }) =>
        `${columnWords(column, origin).noun} seems to know what came${allowed ? ', and is allowed' : ''}: ${why}`,
    ),
    ...(chosen !== null && learning.length > 1
      ? [
          gain > 0.005
            ? `the area still rises with more examples, by ${gain.toFixed(3)} from ${sizes}`
            : `more examples of the same kind would help little: the area changes by ${gain.toFixed(3)} from ${sizes}`,
        ]
      : []),
    'it knows only what was like the examples: what came up since, such as a new offer or price, is none of them',
  ];
}
