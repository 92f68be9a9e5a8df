import { type Figure, rows } from './rows.js';

/** What the chapter of customers who are alike reads. */
export const alikeData = {
  profile: rows<{
    segment_number: number;
    segment: string;
    customers: number;
    customer_share: number;
    orders: number;
    revenue: number;
    revenue_share: Figure;
    margin_share: Figure;
    revenue_per_customer: number;
    orders_per_customer: number;
    recency_days: Figure;
  }>('select * from report.segment_profile order by place'),
  traits: rows<{
    segment_number: number;
    column_name: string;
    mean: Figure;
    deviations: number;
  }>('select * from score.segment_center order by segment_number, abs(deviations) desc, column_name'),
  rules: rows<{
    segment: string;
    words: string;
    customers: number;
    right_share: number;
    segment_share: number;
  }>('select * from score.segment_rule order by place, rule'),
  /** Those that differ beyond chance and did not make the segments, the strongest first. */
  attributes: rows<{
    segment_number: number;
    segment: string;
    column_name: string;
    /** Empty of a number. */
    value: string;
    words: string;
    here: number;
    everyone: number;
    lift: Figure;
    deviations: number;
    p_adjusted: number;
  }>(`select * from score.segment_attribute where is_clustered = 0 and p_adjusted <= 0.05
    order by place, abs(deviations) desc, column_name, value`),
  /** The first three of each kind. */
  mix: rows<{
    segment_number: number;
    kind: 'product' | 'category' | 'channel' | 'rfm';
    member: string;
    share: Figure;
    lift: Figure;
  }>('select * from report.segment_mix where place <= 3 order by segment_number, kind, place'),
  stages: rows<{
    stage: string;
    words: string;
    customers: number;
    segments: number;
  }>('select * from score.segment_stage order by place'),
  /** The columns, then the stages, then the distances. */
  drift: rows<{
    kind: 'column' | 'stage' | 'distance';
    name: string;
    stability_index: Figure;
    then_distance: Figure;
    now_distance: Figure;
  }>("select * from score.segment_drift order by case kind when 'distance' then 1 else 0 end, place"),
};
