import { count as counted } from '../../count.js';
import { groupedBy } from '../../grouped.js';
import { figure, section } from '../block.js';
import { type GridCell, grid } from '../chart/grid.js';
import type { ReportData } from '../data.js';
import { monthName } from '../dates.js';
import { count, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type RetentionRow = ReportData['retention'][number];

const mostCohorts = 24;
const mostMonths = 24;

interface Cohort {
  month: string;
  customers: number;
  cells: RetentionRow[];
}

/** Of those who first bought in a month, how many bought again in each month since. */
export function retentionSection({ retention, months }: ReportData): Markup {
  const cohorts = cohortsOf(retention);
  if (cohorts.length === 0) return section('retention', 'Retention', 'No known customer has bought yet.', []);
  const unfinished = months.find(month => month.is_unfinished)?.month_start;
  const shown = cohorts.slice(-mostCohorts);
  return section('retention', 'Retention', lead(cohorts, unfinished), [
    figure('Customers who bought again', note(cohorts, shown), chart(shown, unfinished), {
      caption: 'Share of the customers of the first month who bought in that month, from report.retention',
      columns: [...words('First bought in'), ...numbers('Customers', ...monthNumbers(cohorts))],
      rows: cohorts.map(cohort => [
        monthName(cohort.month),
        count(cohort.customers),
        ...cohort.cells.map(cell => share(cell.share)),
        ...Array<string>((cohorts[0] as Cohort).cells.length - cohort.cells.length).fill(''),
      ]),
    }),
  ]);
}

function cohortsOf(rows: RetentionRow[]): Cohort[] {
  return [...groupedBy(rows, row => row.cohort_month)].map(([month, cells]) => {
    return { month, customers: (cells[0] as RetentionRow).cohort_customers, cells };
  });
}

function lead(cohorts: Cohort[], unfinished: string | undefined): string {
  const [first] = cohorts as [Cohort];
  const who = `Of the ${counted(first.customers, 'customer')} who first bought in ${monthName(first.month)}`;
  const later = first.cells.filter(cell => cell.months_since > 0 && cell.month_start !== unfinished);
  const [next, last] = [later[0], later.at(-1)];
  if (!next || !last) return `${who}, there is no finished month since to tell who came back.`;
  if (next === last) return `${who}, ${share(next.share)} bought in the month after.`;
  return `${who}, ${share(next.share)} bought in the month after and ${share(last.share)} in ${monthName(last.month_start)}.`;
}

function note(cohorts: Cohort[], shown: Cohort[]): string {
  const [first] = shown as [Cohort];
  const cut = [
    shown.length < cohorts.length ? `the last ${shown.length} of ${cohorts.length} months of first purchase` : '',
    first.cells.length > mostMonths ? `the first ${mostMonths} months since` : '',
  ].filter(Boolean);
  const all =
    'Rows: month of first purchase. Columns: months since. The first row also holds those who had bought before the data begin';
  return cut.length > 0 ? `${all}. Shown: ${cut.join(', ')}; the table has all` : all;
}

function chart(shown: Cohort[], unfinished: string | undefined): Markup {
  const width = Math.min((shown[0] as Cohort).cells.length, mostMonths);
  const rows = shown.map(cohort => ({
    label: monthName(cohort.month, 'short'),
    note: count(cohort.customers),
    cells: cohort.cells.slice(1, width).map(cell => toCell(cohort, cell, unfinished)),
  }));
  return grid({
    id: 'chart-retention',
    title: 'Customers who bought again',
    description: 'A grid: a row per month of first purchase, a column per month since, the darker the more came back.',
    rows,
    columns: monthNumbers(shown).slice(1, width),
    rowTitle: 'First bought in',
    columnTitle: 'Months since, share in %',
    most: Math.max(...rows.flatMap(row => row.cells.map(cell => cell.value)), 0),
    width: 960,
    cellHeight: 26,
  });
}

const monthNumbers = (cohorts: Cohort[]) => (cohorts[0] as Cohort).cells.map(cell => String(cell.months_since));

function toCell(cohort: Cohort, cell: RetentionRow, unfinished: string | undefined): GridCell {
  const isOpen = cell.month_start === unfinished;
  const when = `${monthName(cell.month_start)}${isOpen ? ' (so far)' : ''}`;
  return {
    value: cell.share,
    text: (cell.share * 100).toFixed(0),
    hint: `First bought in ${monthName(cohort.month)}: ${count(cell.customers)} of ${count(cohort.customers)} (${share(cell.share)}) bought in ${when}`,
    isOpen,
  };
}
