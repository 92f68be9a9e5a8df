import { figure, section } from '../block.js';
import { sizeAndRevenue } from '../chart/size-and-revenue.js';
import type { ReportData } from '../data.js';
import { count, type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';
import { brings } from './brings.js';

type SegmentRow = ReportData['segments'][number];

/** How large each segment is beside what it brings. */
export function segmentsSection({ segments }: ReportData, formats: Formats): Markup {
  const rows = segments.filter(row => row.customers > 0);
  if (rows.length === 0) return section('segments', 'Segments', 'No customer has been scored yet.', []);
  const [first] = rows as [SegmentRow];
  const lead = html`<bdi>${first.segment}</bdi> are ${share(first.customer_share)} of the customers${brings(first.revenue_share)}.`;
  const empty = segments.filter(row => row.customers === 0).map(row => row.segment);
  return section('segments', 'Segments', lead, [
    figure(
      'Segments by size and revenue',
      'Share of customers and share of revenue, by revenue',
      sizeAndRevenue('chart-segments', 'segment', rows, formats),
      {
        caption: 'From report.segment',
        columns: headings,
        rows: segments.map(row => cells(row, formats)),
      },
    ),
    empty.length > 0 ? html`<p class="note">Without a customer: <bdi>${empty.join(', ')}</bdi>.</p>` : null,
  ]);
}

const headings = [
  ...words('Segment'),
  ...numbers('Customers', 'Share', 'Orders', 'Revenue', 'Share'),
  ...numbers('Revenue per customer', 'Orders per customer', 'Days since last order'),
];

function cells(row: SegmentRow, formats: Formats): string[] {
  return [
    row.segment,
    count(row.customers),
    share(row.customer_share),
    count(row.orders),
    formats.money(row.revenue),
    share(row.revenue_share),
    formats.money(row.revenue_per_customer),
    count(row.orders_per_customer),
    count(row.recency_days),
  ];
}
