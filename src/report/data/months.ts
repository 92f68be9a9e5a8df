import type { Figure } from './figure.js';

/** What the chapter of the months reads. */
export const monthsSelects = {
  months: 'select * from report.month order by month_start',
} as const;

/** The same as rows. */
export interface MonthsData {
  months: MonthRow[];
}

interface MonthRow {
  month_start: string;
  revenue: number;
  orders: number;
  active_customers: number;
  new_customers: number;
  returning_customers: number;
  average_order_value: Figure;
  return_share: Figure;
  is_unfinished: boolean;
}
