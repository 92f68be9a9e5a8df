import { rows } from './rows.js';

/** What the chapter of who comes back reads. */
export const retentionData = {
  retention: rows<{
    cohort_month: string;
    months_since: number;
    month_start: string;
    cohort_customers: number;
    customers: number;
    share: number;
  }>('select * from report.retention order by cohort_month, months_since'),
};
