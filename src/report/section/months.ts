import { count as counted } from '../../count.js';
import { figure, section } from '../block.js';
import { columns } from '../chart/columns.js';
import { line } from '../chart/line.js';
import type { ReportData } from '../data.js';
import { monthName } from '../dates.js';
import { count, countShort, type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type MonthRow = ReportData['months'][number];

const most = 36;

/** Revenue and orders by month, and who bought: customers new in the month and those who came back. */
export function monthsSection({ months }: ReportData, formats: Formats): Markup {
  if (months.length === 0) return section('months', 'Months', 'No month has an order line yet.', []);
  const shown = months.slice(-most);
  const cut =
    shown.length < months.length ? `the last ${shown.length} of ${months.length} months; the table has all` : '';
  return section('months', 'Months', lead(months, formats), [
    html`<div class="pair">${revenueFigure(shown, months, formats, cut)}${ordersFigure(shown, months, cut)}</div>`,
    html`<div class="pair">${buyersFigure(shown, months, cut)}${valueFigure(shown, months, formats, cut)}</div>`,
    months.some(month => month.is_unfinished)
      ? html`<p class="note">The last month is not finished: it is drawn paler, or dashed.</p>`
      : null,
  ]);
}

function lead(months: MonthRow[], formats: Formats): string {
  const best = months.reduce((found, month) => (month.revenue > found.revenue ? month : found));
  const only = months.length === 1;
  return only
    ? `The data hold one month, ${monthName(best.month_start)}, with ${formats.money(best.revenue)}.`
    : `The best month was ${monthName(best.month_start)} with ${formats.money(best.revenue)} from ${counted(best.orders, 'order')}.`;
}

const note = (what: string, cut: string) => (cut ? `${what}; ${cut}` : what);
const label = (month: MonthRow) => `${monthName(month.month_start)}${month.is_unfinished ? ' (so far)' : ''}`;

function revenueFigure(shown: MonthRow[], all: MonthRow[], formats: Formats, cut: string): Markup {
  const title = 'Revenue by month';
  const chart = columns({
    id: 'chart-revenue',
    title,
    description: `Columns, one per month, from ${span(shown)}.`,
    marks: shown.map(month => ({
      month: month.month_start,
      values: [month.revenue],
      hint: `${label(month)}: ${formats.money(month.revenue)}`,
      isFaded: month.is_unfinished,
    })),
    series: [{ name: 'revenue', colour: 'accent' }],
    write: formats.moneyShort,
  });
  return figure(title, note('Lines of every kind, returns taken off', cut), chart, {
    caption: 'From report.month',
    columns: [...words('Month'), ...numbers('Revenue', 'Returned')],
    rows: all.map(month => [label(month), formats.money(month.revenue), share(month.return_share)]),
  });
}

function ordersFigure(shown: MonthRow[], all: MonthRow[], cut: string): Markup {
  const title = 'Orders by month';
  const chart = line({
    id: 'chart-orders',
    title,
    description: `A line of the number of orders from ${span(shown)}.`,
    points: shown.map(month => ({
      month: month.month_start,
      value: month.orders,
      hint: `${label(month)}: ${counted(month.orders, 'order')}`,
      isFaded: month.is_unfinished,
    })),
    write: countShort,
    writePeak: count,
  });
  return figure(title, note('Orders with at least one sale', cut), chart, {
    caption: 'From report.month',
    columns: [...words('Month'), ...numbers('Orders')],
    rows: all.map(month => [label(month), count(month.orders)]),
  });
}

function buyersFigure(shown: MonthRow[], all: MonthRow[], cut: string): Markup {
  const title = 'New and returning customers';
  const chart = columns({
    id: 'chart-buyers',
    title,
    description: `Columns of returning and new customers, one per month, from ${span(shown)}.`,
    marks: shown.map(month => ({
      month: month.month_start,
      values: [month.returning_customers, month.new_customers],
      hint: `${label(month)}: ${count(month.new_customers)} new, ${count(month.returning_customers)} returning`,
      isFaded: month.is_unfinished,
    })),
    series: [
      { name: 'returning', colour: 'accent' },
      { name: 'new', colour: 'second' },
    ],
    write: countShort,
    writePeak: count,
  });
  return figure(title, note('Known customers who bought in the month', cut), chart, {
    caption: 'From report.month',
    columns: [...words('Month'), ...numbers('Active', 'New', 'Returning')],
    rows: all.map(month => [
      label(month),
      count(month.active_customers),
      count(month.new_customers),
      count(month.returning_customers),
    ]),
  });
}

function valueFigure(shown: MonthRow[], all: MonthRow[], formats: Formats, cut: string): Markup {
  const title = 'Average order value';
  const chart = line({
    id: 'chart-order-value',
    title,
    description: `A line of revenue divided by orders from ${span(shown)}.`,
    points: shown.map(month => ({
      month: month.month_start,
      value: month.average_order_value ?? 0,
      hint: `${label(month)}: ${formats.money(month.average_order_value)}`,
      isFaded: month.is_unfinished,
    })),
    write: formats.moneyShort,
    writePeak: formats.money,
  });
  return figure(title, note('Revenue divided by orders', cut), chart, {
    caption: 'From report.month',
    columns: [...words('Month'), ...numbers('Average order value')],
    rows: all.map(month => [label(month), formats.money(month.average_order_value)]),
  });
}

function span(months: MonthRow[]): string {
  const [first, last] = [months[0], months.at(-1)] as [MonthRow, MonthRow];
  return `${monthName(first.month_start)} to ${monthName(last.month_start)}`;
}
