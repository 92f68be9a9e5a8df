import { section } from '../block.js';
import type { ReportData } from '../data.js';
import { daySpan } from '../dates.js';
import { count, type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { nextSteps } from './next-steps.js';

type HeadlineRow = ReportData['headline'][number];
type Period = ReportData['periods'][number];

const names: Record<string, string> = {
  revenue: 'Revenue',
  orders: 'Orders',
  active_customers: 'Active customers',
  new_customers: 'New customers',
  average_order_value: 'Average order value',
  return_share: 'Returned',
  margin: 'Margin',
  margin_share: 'Margin share',
  costed_share: 'Lines with a known cost',
};

/** More of these is neither good nor bad news by itself. */
const judged: Record<string, 1 | -1> = {
  revenue: 1,
  orders: 1,
  active_customers: 1,
  new_customers: 1,
  average_order_value: 1,
  margin: 1,
  margin_share: 1,
  return_share: -1,
};

/** The figures of the month of the as-of date beside the same days of the month and the year before. */
export function headlineSection(data: ReportData, formats: Formats): Markup {
  const { headline, periods } = data;
  const current = periods.find(one => one.period === 'current');
  if (!current || headline.every(row => row.current_value === null)) {
    return section('overview', 'Overview', 'There are no order lines yet, so there is nothing to sum up.', []);
  }
  const shown = headline.filter(row => row.current_value !== null);
  const spans = { before: find(periods, 'before'), year_before: find(periods, 'year_before') };
  return section('overview', 'Overview', lead(shown, current, spans, formats), [
    html`<dl class="figures">${shown.map(row => tile(row, spans, formats))}</dl>`,
    html`<p class="note">${spanOf(current)}${!current.is_whole_month && ', the month so far,'} beside ${compared(spans)}. Tables: report.headline, report.period.</p>`,
    nextSteps(data, formats),
  ]);
}

type Spans = Record<'before' | 'year_before', Period | undefined>;

const find = (periods: Period[], name: Period['period']) => periods.find(one => one.period === name);
const spanOf = (period: Period) => daySpan(period.from_date, period.to_date, period.is_whole_month);
const during = (period: Period) => `${period.from_date === period.to_date ? 'on' : 'in'} ${spanOf(period)}`;

function compared(spans: Spans): string {
  const named = [spans.before, spans.year_before].flatMap(period =>
    period ? [`${spanOf(period)}${reach[period.coverage]}`] : [],
  );
  return named.join(' and ');
}

const reach = {
  whole: '',
  part: ' (the data begin within it, so it is not compared)',
  none: ' (before the data begin)',
};

function lead(rows: HeadlineRow[], current: Period, spans: Spans, formats: Formats): string {
  const revenue = rows.find(row => row.figure === 'revenue');
  if (!revenue) return `No order line falls ${during(current)}.`;
  const compared = both.flatMap(name => {
    const [period, value] = [spans[name], revenue[`${name}_value`]];
    return period && value !== null ? [{ value, change: changeOf(revenue, name), when: during(period) }] : [];
  });
  const moves = compared.flatMap(({ change, when }) => (change === null ? [] : [said(change, when)]));
  const after = compared.flatMap(({ change, value, when }) =>
    change === null ? [`${formats.money(value)} ${when}`] : [],
  );
  const words = [moves.length > 0 && `: ${moves.join(' and ')}`, after.length > 0 && `, after ${after.join(' and ')}`];
  return `${formats.money(revenue.current_value)} ${during(current)}${words.filter(Boolean).join('')}.`;
}

const both = ['before', 'year_before'] as const;

/** Null where there is none to say, as from an amount that is not above zero: then that one is said alone. */
function changeOf(row: HeadlineRow, name: keyof Spans): number | null {
  return row[`${name}_change`] ?? (row[`${name}_value`] === row.current_value ? 0 : null);
}

function said(change: number, when: string): string {
  if (share(Math.abs(change)) === share(0)) return `as much as ${when}`;
  return `${share(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than ${when}`;
}

function tile(row: HeadlineRow, spans: Spans, formats: Formats): Markup {
  const write =
    row.unit === 'money' ? formats.money : row.unit === 'count' ? count : (value: number | null) => share(value);
  const lines = both.map(name => comparison(row, name, spans[name], write));
  return html`<div class="figure"><dt>${names[row.figure] ?? row.figure}</dt><dd class="big">${write(row.current_value)}</dd>${lines}</div>`;
}

function comparison(
  row: HeadlineRow,
  name: keyof Spans,
  span: Period | undefined,
  write: (value: number | null) => string,
): Markup | null {
  if (!span) return null;
  const when = name === 'before' ? 'the month before' : 'the year before';
  const value = row[`${name}_value`];
  if (value === null) return html`<dd>no figure for ${when}</dd>`;
  const moved = changeOf(row, name);
  return html`<dd>${moved !== null && html`${arrow(row, moved)} `}from ${write(value)} ${when}</dd>`;
}

function arrow({ figure, unit }: HeadlineRow, change: number): Markup {
  const size = unit === 'share' ? share(Math.abs(change)).replace('%', 'pts') : share(Math.abs(change));
  if (/^0(\.0)?\u00a0/.test(size)) return html`<span class="level">= unchanged</span>`;
  const judgement = Math.sign(change) * (judged[figure] ?? 0);
  const style = judgement > 0 ? 'up' : judgement < 0 ? 'down' : 'level';
  return html`<span class="${style}">${change > 0 ? '▲ +' : '▼ −'}${size}</span>`;
}
