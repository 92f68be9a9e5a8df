import { openTable } from '../block.js';
import type { ReportData } from '../data.js';
import { featureName } from '../feature.js';
import { count, decimal, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';
import { rivalName } from './rival-name.js';

/** What the model that scores is and cannot, and how groups of customers fare by it. */
export function modelCard({ modelCard: lines, fairness, drifts, contest }: ReportData): (Markup | null)[] {
  return [
    openTable('The fit that stood, and the new one', contestTable(contest)),
    openTable('What has moved since the fit', driftTable(drifts)),
    openTable('How groups fare', fairnessTable(fairness)),
    openTable('The model card', cardTable(lines)),
  ];
}

function contestTable(contest: ReportData['contest']) {
  const [first] = contest;
  return {
    caption: `From score.churn_contest: when the model was last fitted, both were judged on the customers of ${first?.judged_on}; ${first?.why}`,
    columns: [
      ...words('Fit', 'Model', 'Learnt up to'),
      ...numbers('Area', 'from', 'to', 'Log-loss'),
      ...words('Scores'),
    ],
    rows: contest.map(row => [
      ...[row.role, rivalName(row.model), row.learnt_to],
      ...[row.auc, row.auc_low, row.auc_high, row.logloss].map(one => decimal(one)),
      row.scores === 1 ? 'yes' : '',
    ]),
  };
}

function driftTable(drifts: ReportData['drifts']) {
  return {
    caption:
      'From score.churn_drift: stability index between the examples of the fit and the customers scored now; below 0.1 little has moved, above 0.25 much has, and the fit may not hold',
    columns: [...words('Of'), ...numbers('Stability index'), ...words('Moved')],
    rows: drifts.map(row => [
      row.kind === 'score' ? 'Scores' : featureName(row.column_name),
      decimal(row.stability_index),
      row.moved,
    ]),
  };
}

function fairnessTable(fairness: ReportData['fairness']) {
  return {
    caption:
      'From score.churn_fairness: customers held out, by group; who is called leaving at the threshold, and whether scores are right for the group',
    columns: [
      ...words('Column', 'Group'),
      ...numbers('Customers', 'Area', 'Called leaving', 'of those who left', 'of the others'),
      ...numbers('Said to leave', 'Left'),
    ],
    isGrouped: true,
    rows: fairness.map(row => [
      featureName(row.column_name),
      row.group_name,
      count(row.examples),
      decimal(row.auc),
      ...[row.selected, row.selected_positives, row.selected_negatives, row.said, row.came].map(one => share(one)),
    ]),
  };
}

function cardTable(lines: ReportData['modelCard']) {
  return {
    caption: 'From score.churn_card: what it was learnt from, how well it does, for whom, and what it cannot',
    columns: words('Of', 'What there is to say'),
    rows: lines.map(({ subject, text }) => [subject, text]),
  };
}
