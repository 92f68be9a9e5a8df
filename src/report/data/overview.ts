import { type Figure, rows } from './rows.js';

/** What the head of the page and the chapter of the headline figures reads. */
export const overviewData = {
  coverage: rows<{
    as_of: string;
    first_date: string | null;
    last_date: string | null;
    lines: number;
    orders: number;
    revenue: number;
    known_revenue_share: Figure;
    customers: number;
  }>('select * from report.coverage'),
  periods: rows<{
    period: 'current' | 'before' | 'year_before';
    from_date: string;
    to_date: string;
    is_whole_month: boolean;
    coverage: 'none' | 'part' | 'whole';
  }>('select * from report.period order by position'),
  headline: rows<{
    figure: string;
    unit: 'money' | 'count' | 'share';
    current_value: Figure;
    before_value: Figure;
    year_before_value: Figure;
    before_change: Figure;
    year_before_change: Figure;
  }>('select * from report.headline order by position'),
};
