import type { Figure } from './figure.js';

/** What the chapter of what is bought together reads. */
export const togetherSelects = {
  together: 'select * from report.rule order by place',
  contrasted: 'select * from score.rule_contrast where p_value_fdr <= 0.05 and place <= 10 order by place, part',
  worth: 'select * from score.rule where value is not null order by value desc, rule_number limit 10',
  apart: 'select * from score.rule_apart order by place limit 10',
  suggested: 'select * from report.next_product order by customers desc, item limit 10',
} as const;

/** The same as rows. */
export interface TogetherData {
  together: TogetherRow[];
  contrasted: ContrastRow[];
  worth: WorthRow[];
  apart: ApartRow[];
  /** The ten that are suggested first to most. */
  suggested: NextRow[];
}

interface TogetherRow {
  place: number;
  left_side: string;
  right_side: string;
  baskets: number;
  support: number;
  confidence: number;
  lift: number;
}

interface ContrastRow {
  place: number;
  left_side: string;
  right_side: string;
  part: string;
  baskets: number;
  left_baskets: number;
  lift: Figure;
  p_value_fdr: number;
}

interface WorthRow {
  left_side: string;
  right_side: string;
  baskets: number;
  value: number;
  value_support: Figure;
  attach_value: number;
}

interface ApartRow {
  name: string;
  other_name: string;
  baskets: number;
  expected: number;
  lift: number;
}

interface NextRow {
  item_id: string | null;
  name: string | null;
  customers: number;
  by_repeat: number;
  by_rule: number;
  by_pair: number;
  by_popularity: number;
}
