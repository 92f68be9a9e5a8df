import { type Figure, rows } from './rows.js';

/** What the chapter of recency and frequency reads. */
export const gridData = {
  grid: rows<{
    r: number;
    f: number;
    customers: number;
    revenue: number;
    customer_share: number;
    revenue_share: Figure;
  }>('select * from report.rf_grid order by r, f'),
};
