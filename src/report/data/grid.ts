import type { Figure } from './figure.js';

/** What the chapter of recency and frequency reads. */
export const gridSelects = {
  grid: 'select * from report.rf_grid order by r, f',
} as const;

/** The same as rows. */
export interface GridData {
  grid: GridRow[];
}

interface GridRow {
  r: number;
  f: number;
  customers: number;
  revenue: number;
  customer_share: number;
  revenue_share: Figure;
}
