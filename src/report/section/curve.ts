import { figure, section } from '../block.js';
import { curve } from '../chart/curve.js';
import type { ReportData } from '../data.js';
import { count, type Formats, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers } from '../table-columns.js';

type CurveRow = ReportData['curve'][number];

const title = 'Concentration of revenue';

/** How much of the revenue the best customers bring. */
export function curveSection({ curve: rows }: ReportData, formats: Formats): Markup {
  const drawn = rows.filter(row => row.revenue_share !== null);
  if (drawn.length === 0) return section('curve', title, 'There is no revenue of known customers to divide.', []);
  const top = rows.find(row => row.percent === 20) as CurveRow;
  return section('curve', title, lead(top), [
    figure('Share of revenue by share of customers', note(drawn), chart(drawn, top), {
      caption: 'Customers from the highest revenue down, from report.revenue_curve',
      columns: numbers('Best percent', 'Customers', 'Revenue', 'Share of revenue'),
      rows: drawn.map(row => [
        String(row.percent),
        count(row.customers),
        formats.money(row.revenue),
        share(row.revenue_share),
      ]),
    }),
  ]);
}

function lead(top: CurveRow): string {
  if (top.customers === 0) return 'There are fewer than five customers: a top fifth cannot be told.';
  return `The best 20 % of customers (${count(top.customers)}) bring ${share(top.revenue_share)} of the revenue of known customers.`;
}

function note(rows: CurveRow[]): string {
  const passes = rows.some(row => (row.revenue_share ?? 0) > 1);
  return `All known customers, revenue so far${passes ? '; the curve passes 100 % because some customers sent back more than they bought' : ''}`;
}

function chart(rows: CurveRow[], top: CurveRow): Markup {
  const pins = [top, rows.find(row => (row.revenue_share ?? 0) >= 0.8)].flatMap(row =>
    row && row.customers > 0 && (row === top || Math.abs(row.percent - top.percent) > 6)
      ? [{ x: row.customer_share, y: row.revenue_share ?? 0, text: pinText(row) }]
      : [],
  );
  return curve({
    id: 'chart-curve',
    title: 'Share of revenue by share of customers',
    description: lead(top),
    points: rows.map(row => ({ x: row.customer_share, y: row.revenue_share ?? 0 })),
    pins,
    xTitle: 'Share of customers, highest revenue first',
    write: value => share(value, 0),
  });
}

const pinText = (row: CurveRow) => `best ${row.percent}\u00a0%: ${share(row.revenue_share)} of revenue`;
