import { type Figure, rows } from './rows.js';

/** What the chapter of what is bought together reads. */
export const togetherData = {
  together: rows<{
    place: number;
    left_side: string;
    right_side: string;
    baskets: number;
    support: number;
    confidence: number;
    lift: number;
  }>('select * from report.rule order by place'),
  contrasted: rows<{
    place: number;
    left_side: string;
    right_side: string;
    part: string;
    baskets: number;
    left_baskets: number;
    lift: Figure;
    p_value_fdr: number;
  }>('select * from score.rule_contrast where p_value_fdr <= 0.05 and place <= 10 order by place, part'),
  worth: rows<{
    left_side: string;
    right_side: string;
    baskets: number;
    value: number;
    value_support: Figure;
    attach_value: number;
  }>('select * from score.rule where value is not null order by value desc, rule_number limit 10'),
  apart: rows<{
    name: string;
    other_name: string;
    baskets: number;
    expected: number;
    lift: number;
  }>('select * from score.rule_apart order by place limit 10'),
  /** The ten that are suggested first to most. */
  suggested: rows<{
    item_id: string | null;
    name: string | null;
    customers: number;
    by_repeat: number;
    by_rule: number;
    by_pair: number;
    by_popularity: number;
  }>('select * from report.next_product order by customers desc, item limit 10'),
};
