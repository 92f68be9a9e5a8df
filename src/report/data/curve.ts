import { type Figure, rows } from './rows.js';

/** What the chapter of concentration reads. */
export const curveData = {
  curve: rows<{
    percent: number;
    customers: number;
    customer_share: number;
    revenue: number;
    revenue_share: Figure;
  }>('select * from report.revenue_curve order by percent'),
};
