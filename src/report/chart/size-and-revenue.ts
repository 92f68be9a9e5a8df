import { count, type Formats, knownShare, share } from '../format.js';
import type { Markup } from '../html.js';
import { bars } from './bars.js';

/** How many customers something has, and what they bring. */
interface Sized {
  segment: string;
  customers: number;
  customer_share: number | null;
  revenue: number;
  revenue_share: number | null;
}

/** Two bars for each: its share of all customers and its share of all revenue; `noun` is what one is called. */
export function sizeAndRevenue(id: string, noun: 'segment' | 'group', rows: Sized[], formats: Formats): Markup {
  return bars({
    id,
    title: `${noun === 'group' ? 'Groups' : 'Segments'} by size and revenue`,
    description: `Two bars per ${noun}: its share of all customers and its share of all revenue.`,
    rows: rows.map(row => ({
      label: row.segment,
      values: [
        { value: row.customer_share ?? 0, text: `${share(row.customer_share)} · ${count(row.customers)}` },
        {
          value: row.revenue_share ?? 0,
          text: [...knownShare(row.revenue_share), formats.money(row.revenue)].join(' · '),
        },
      ],
    })),
    series: [
      { name: 'customers', colour: 'soft' },
      { name: 'revenue', colour: 'accent' },
    ],
  });
}
