import type { Figure } from './figure.js';

/** What the chapter of concentration reads. */
export const curveSelects = {
  curve: 'select * from report.revenue_curve order by percent',
} as const;

/** The same as rows. */
export interface CurveData {
  curve: CurveRow[];
}

interface CurveRow {
  percent: number;
  customers: number;
  customer_share: number;
  revenue: number;
  revenue_share: Figure;
}
