/** What the chapter of who comes back reads. */
export const retentionSelects = {
  retention: 'select * from report.retention order by cohort_month, months_since',
} as const;

/** The same as rows. */
export interface RetentionData {
  retention: RetentionRow[];
}

interface RetentionRow {
  cohort_month: string;
  months_since: number;
  month_start: string;
  cohort_customers: number;
  customers: number;
  share: number;
}
