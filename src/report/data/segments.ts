import type { Figure } from './figure.js';

/** What the chapter of the RFM segments reads. */
export const segmentsSelects = {
  segments: 'select * from report.segment order by revenue desc, segment',
} as const;

/** The same as rows. */
export interface SegmentsData {
  segments: SegmentRow[];
}

interface SegmentRow {
  segment: string;
  customers: number;
  customer_share: Figure;
  orders: number;
  revenue: number;
  revenue_share: Figure;
  revenue_per_customer: Figure;
  orders_per_customer: Figure;
  recency_days: Figure;
}
