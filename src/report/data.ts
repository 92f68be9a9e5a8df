import type { Engine } from '../engine/engine.js';
import { type Cell, rowsOf, type Table } from '../table.js';
import { type LeavingData, leavingSelects } from './leaving-data.js';

/** A number on the page; null where there is nothing to say. */
type Figure = number | null;

interface Coverage {
  as_of: string;
  first_date: string | null;
  last_date: string | null;
  lines: number;
  orders: number;
  revenue: number;
  known_revenue_share: Figure;
  customers: number;
}
interface Period {
  period: 'current' | 'before' | 'year_before';
  from_date: string;
  to_date: string;
  is_whole_month: boolean;
  coverage: 'none' | 'part' | 'whole';
}
interface HeadlineRow {
  figure: string;
  unit: 'money' | 'count' | 'share';
  current_value: Figure;
  before_value: Figure;
  year_before_value: Figure;
  before_change: Figure;
  year_before_change: Figure;
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
interface RetentionRow {
  cohort_month: string;
  months_since: number;
  month_start: string;
  cohort_customers: number;
  customers: number;
  share: number;
}
interface SegmentRow {
  segment: string;
  customers: number;
  customer_share: Figure;
  orders: number;
  revenue: number;
  revenue_share: Figure;
  revenue_per_customer: Figure;
  orders_per_customer: Figure;
  recency_days: Figure;
}
interface ProfileRow {
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
}
interface TraitRow {
  segment_number: number;
  column_name: string;
  mean: number;
  deviations: number;
}
interface AttributeRow {
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
}
interface MixRow {
  segment_number: number;
  kind: 'product' | 'category' | 'channel' | 'rfm';
  member: string;
  share: Figure;
  lift: Figure;
}
interface StageRow {
  stage: string;
  words: string;
  customers: number;
  segments: number;
}
interface DriftRow {
  kind: 'column' | 'stage' | 'distance';
  name: string;
  stability_index: Figure;
  then_distance: Figure;
  now_distance: Figure;
}
interface RuleRow {
  segment: string;
  words: string;
  customers: number;
  right_share: number;
  segment_share: number;
}
interface MovementRow {
  model: string;
  from_segment: string;
  to_segment: string;
  customers: number;
}
interface MoverRow {
  model: string;
  from_segment: string;
  to_segment: string;
  /** Null where the audience may not see it. */
  customer_id: string | null;
  generation: string;
  as_of: string | null;
}
interface GridRow {
  r: number;
  f: number;
  customers: number;
  revenue: number;
  customer_share: number;
  revenue_share: Figure;
}
interface CurveRow {
  percent: number;
  customers: number;
  customer_share: number;
  revenue: number;
  revenue_share: Figure;
}
interface ProductRow {
  position: number;
  product_id: string;
  name: string | null;
  category: string | null;
  orders: number;
  quantity: number;
  revenue: number;
  revenue_share: Figure;
  return_share: Figure;
  products: number;
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
interface QualityRow {
  source: string;
  entity: string;
  batches: number;
  landed: number;
  accepted: number;
  refused: number;
  repeats: number;
  skipped: number;
  exact_repeats: number;
  refused_share: Figure;
  latest_batch: string;
  latest_landed: number;
  latest_accepted: number;
  latest_refused: number;
}
interface RefusedRow {
  source: string;
  entity: string;
  rule: string;
  column_name: string;
  records: number;
  files: number;
}
interface UnknownRow {
  dimension: string;
  lines: number;
  unknown_lines: number;
  not_applicable_lines: number;
  unknown_revenue: number;
  unknown_share: Figure;
}

const selects = {
  coverage: 'select * from report.coverage',
  periods: 'select * from report.period order by position',
  headline: 'select * from report.headline order by position',
  months: 'select * from report.month order by month_start',
  retention: 'select * from report.retention order by cohort_month, months_since',
  segments: 'select * from report.segment order by revenue desc, segment',
  profile: 'select * from report.segment_profile order by place',
  traits: 'select * from score.segment_center order by segment_number, abs(deviations) desc, column_name',
  rules: 'select * from score.segment_rule order by place, rule',
  attributes: `select * from score.segment_attribute where is_clustered = 0 and p_adjusted <= 0.05
    order by place, abs(deviations) desc, column_name, value`,
  mix: 'select * from report.segment_mix where place <= 3 order by segment_number, kind, place',
  stages: 'select * from score.segment_stage order by place',
  drift: "select * from score.segment_drift order by case kind when 'distance' then 1 else 0 end, place",
  movement: 'select * from report.segment_movement order by model, from_segment, to_segment',
  movers: `select model, from_segment, to_segment, customer_id, generation, as_of from (
    select *, row_number() over (partition by model, from_segment, to_segment order by customer_id) as place from report.segment_member_movement
  ) as placed where place <= 10 order by model, from_segment, to_segment, customer_id`,
  grid: 'select * from report.rf_grid order by r, f',
  curve: 'select * from report.revenue_curve order by percent',
  products: 'select * from report.top_product order by position',
  together: 'select * from report.rule order by place',
  contrasted: 'select * from score.rule_contrast where p_value_fdr <= 0.05 and place <= 10 order by place, part',
  worth: 'select * from score.rule where value is not null order by value desc, rule_number limit 10',
  apart: 'select * from score.rule_apart order by place limit 10',
  suggested: 'select * from report.next_product order by customers desc, item limit 10',
  ...leavingSelects,
  quality: 'select * from report.quality order by entity, source, mapping',
  refused: 'select * from report.refused order by records desc, source, entity, rule, column_name',
  unknown: 'select * from report.unknown_member order by position',
} as const;

/** Every table that the page shows, in the order in which it shows them. */
export interface ReportData extends LeavingData {
  coverage: Coverage[];
  periods: Period[];
  headline: HeadlineRow[];
  months: MonthRow[];
  retention: RetentionRow[];
  segments: SegmentRow[];
  profile: ProfileRow[];
  traits: TraitRow[];
  rules: RuleRow[];
  /** Those that differ beyond chance and did not make the segments, the strongest first. */
  attributes: AttributeRow[];
  /** The first three of each kind. */
  mix: MixRow[];
  stages: StageRow[];
  /** The columns, then the stages, then the distances. */
  drift: DriftRow[];
  movement: MovementRow[];
  /** The first ten of each pair of segments, model by model. */
  movers: MoverRow[];
  grid: GridRow[];
  curve: CurveRow[];
  products: ProductRow[];
  together: TogetherRow[];
  contrasted: ContrastRow[];
  worth: WorthRow[];
  apart: ApartRow[];
  /** The ten that are suggested first to most. */
  suggested: NextRow[];
  quality: QualityRow[];
  refused: RefusedRow[];
  unknown: UnknownRow[];
}

/** Reads the tables of schema `report`; the figures of the page are their cells. Throws QueryError when one is missing. */
export async function readReport(engine: Engine): Promise<ReportData> {
  const read: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(selects)) read[name] = plainRows(await engine.query(sql));
  return read as unknown as ReportData;
}

/** Rows whose numbers are numbers, also decimals of more digits than a page can show. */
function plainRows(table: Table): Record<string, Cell>[] {
  const numeric = table.columns.filter(one => ['bigint', 'decimal', 'double'].includes(one.type.kind));
  const rows = rowsOf(table);
  for (const row of rows) {
    for (const { name } of numeric) if (row[name] !== null) row[name] = Number(row[name]);
  }
  return rows;
}
