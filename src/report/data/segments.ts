import { type Figure, rows } from './rows.js';

/** What the chapter of the RFM segments reads. */
export const segmentsData = {
  segments: rows<{
    segment: string;
    customers: number;
    customer_share: Figure;
    orders: number;
    revenue: number;
    revenue_share: Figure;
    revenue_per_customer: Figure;
    orders_per_customer: Figure;
    recency_days: Figure;
  }>('select * from report.segment order by revenue desc, segment'),
};
