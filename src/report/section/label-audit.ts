import { count as counted } from '../../count.js';
import { figure, openTable } from '../block.js';
import { bars } from '../chart/bars.js';
import type { ReportData } from '../data.js';
import { longDate } from '../dates.js';
import { count, none, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

/** What the models learn from: how many customers left after each date, and ten of the labels with the day that decided them. */
export function labelAudit({ labels, labelled }: ReportData): (Markup | null)[] {
  return [openTable('Who left before', countTable(labels)), openTable('Ten of those labels', exampleTable(labelled))];
}

/** The curve that an outcome window is proposed from: how long customers stay away between two purchase days. */
export function gapFigure({ gaps }: ReportData): Markup | null {
  if (gaps.length === 0) return null;
  const title = 'How long customers stay away';
  const ninth = gaps.find(({ of_ten }) => of_ten === 9)?.at_most_days ?? 0;
  const description = `Of ten gaps between two purchase days nine are at most ${counted(ninth, 'day')}.`;
  const rows = gaps.map(({ of_ten, at_most_days }) => ({
    label: `${of_ten} of ten gaps`,
    values: [{ value: at_most_days, text: counted(at_most_days, 'day') }],
  }));
  return figure(
    title,
    `${description} An outcome window that nobody sets is as long as those nine, at least 7 days and at most a quarter of the history`,
    bars({ id: 'churn-gaps', title, description, rows, series: [{ name: 'at most days', colour: 'accent' }] }),
    {
      caption: 'From feature.churn_gap: of ten gaps so many are at most so long',
      columns: numbers('Of ten gaps', 'At most days'),
      rows: gaps.map(({ of_ten, at_most_days }) => [String(of_ten), count(at_most_days)]),
    },
  );
}

function countTable(labels: ReportData['labels']) {
  return {
    caption: 'From feature.churn_label: customers who could leave on each date, and who then did in the outcome window',
    columns: [
      ...words('Known on', 'From', 'To'),
      ...numbers('Customers', 'Left', 'Stayed', 'Do not count', 'Share who left'),
    ],
    rows: labels.map(row => [
      ...[row.as_of, row.outcome_from, row.outcome_to].map(longDate),
      ...[row.customers, row.gone, row.stayed, row.uncounted].map(count),
      row.gone + row.stayed > 0 ? share(row.gone / (row.gone + row.stayed)) : none,
    ]),
  };
}

function exampleTable(labelled: ReportData['labelled']) {
  return {
    caption:
      'From feature.churn_label: the first five who left and who stayed, by number, on the latest date; where nothing happened in the window no day decided',
    columns: words('Customer', 'Known on', 'From', 'To', 'Outcome', 'Decided on'),
    rows: labelled.map((row, at) => [
      row.customer_id ?? `number ${at + 1}`,
      ...[row.as_of, row.outcome_from, row.outcome_to].map(longDate),
      row.outcome,
      row.outcome_on === null ? none : longDate(row.outcome_on),
    ]),
  };
}
