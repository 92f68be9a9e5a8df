import { figure, section } from '../block.js';
import { grid } from '../chart/grid.js';
import type { ReportData } from '../data.js';
import { count, type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers } from '../table-columns.js';
import { brings } from './brings.js';

type GridRow = ReportData['grid'][number];

/** Where customers and revenue sit between recency and frequency. */
export function rfGridSection({ grid: cells }: ReportData, formats: Formats): Markup {
  const title = 'Recency and frequency';
  if (cells.length === 0) return section('grid', title, 'No customer has a recency and frequency score yet.', []);
  const best = cells.at(-1) as GridRow;
  const lead = `The customers with the highest score on both are ${share(best.customer_share)} of those scored${brings(best.revenue_share)}.`;
  return section('grid', title, lead, [
    html`<div class="pair">${customersFigure(cells)}${revenueFigure(cells, formats)}</div>`,
  ]);
}

function customersFigure(cells: GridRow[]): Markup {
  return gridFigure(cells, 'Customers by recency and frequency', {
    id: 'chart-grid-customers',
    value: cell => cell.customer_share,
    text: cell => count(cell.customers),
    column: 'Customers',
  });
}

function revenueFigure(cells: GridRow[], formats: Formats): Markup {
  return gridFigure(cells, 'Revenue by recency and frequency', {
    id: 'chart-grid-revenue',
    value: cell => cell.revenue_share,
    text: cell => formats.moneyShort(cell.revenue),
    column: 'Revenue',
    exact: cell => formats.money(cell.revenue),
  });
}

interface Measure {
  id: string;
  value(cell: GridRow): number | null;
  text(cell: GridRow): string;
  column: string;
  exact?(cell: GridRow): string;
}

function gridFigure(cells: GridRow[], title: string, measure: Measure): Markup {
  const exact = measure.exact ?? measure.text;
  const frequencies = [...new Set(cells.map(cell => cell.f))];
  const recencies = [...new Set(cells.map(cell => cell.r))].reverse();
  const chart = grid({
    id: measure.id,
    title,
    description: 'A grid: a row per recency score, a column per frequency score, the darker the more.',
    rows: recencies.map(r => ({
      label: String(r),
      cells: cells
        .filter(cell => cell.r === r)
        .map(cell => ({
          value: measure.value(cell) ?? 0,
          text: measure.text(cell),
          hint: `Recency ${cell.r}, frequency ${cell.f}: ${exact(cell)} (${share(measure.value(cell))})`,
        })),
    })),
    columns: frequencies.map(String),
    rowTitle: 'R',
    columnTitle: 'Frequency score: the higher, the more often',
    most: Math.max(...cells.map(cell => measure.value(cell) ?? 0), 0),
    width: 464,
    cellHeight: 38,
  });
  return figure(title, 'R: the higher, the more recent the last order', chart, {
    caption: 'From report.rf_grid',
    columns: numbers('Recency', 'Frequency', measure.column, 'Share'),
    rows: cells.map(cell => [String(cell.r), String(cell.f), exact(cell), share(measure.value(cell))]),
  });
}
