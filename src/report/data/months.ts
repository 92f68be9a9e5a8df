import { type Figure, rows } from './rows.js';

/** What the chapter of the months reads. */
export const monthsData = {
  months: rows<{
    month_start: string;
    revenue: number;
    orders: number;
    active_customers: number;
    new_customers: number;
    returning_customers: number;
    average_order_value: Figure;
    return_share: Figure;
    is_unfinished: boolean;
  }>('select * from report.month order by month_start'),
};
