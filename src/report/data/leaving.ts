import { audit } from '../../../models/churn/audit.js';
import type { Figure } from './figure.js';

/** What the chapter of who may leave reads. */
export const leavingSelects = {
  labels: audit.labels,
  labelled: audit.ten_labels,
  gaps: audit.gaps,
  rivals: 'select * from score.churn_leaderboard order by place',
  calls: 'select * from report.churn_call order by place limit 20',
  churnRules: 'select * from score.churn_rule order by share desc, leaf limit 30',
  churnNodes: 'select * from score.churn_node order by node limit 60',
  calibration: 'select * from score.churn_calibration order by stage desc, bin',
  profits: 'select * from score.churn_profit order by called',
  reach: 'select * from score.churn_lift order by part',
  weights: 'select * from score.churn_importance order by place limit 20',
  ifs: 'select * from score.churn_dependence order by place',
  learning: 'select * from score.churn_learning order by examples',
  modelCard: 'select * from score.churn_card order by place',
  contest: 'select * from score.churn_contest order by role',
  drifts: 'select * from score.churn_drift order by place limit 20',
  fairness: 'select * from score.churn_fairness order by place',
} as const;

/** The same as rows. */
export interface LeavingData {
  /** The models that tell who leaves, the simplest first. */
  rivals: RivalRow[];
  /** The first twenty. */
  calls: CallRow[];
  /** What was learnt from: labels by date, and ten of them. */
  labels: LabelRow[];
  labelled: LabelledRow[];
  /** So many of ten gaps between two purchase days are at most so long. */
  gaps: GapRow[];
  churnRules: ChurnRuleRow[];
  churnNodes: ChurnNodeRow[];
  calibration: CalibrationRow[];
  profits: ProfitRow[];
  reach: ReachRow[];
  /** How much each column tells of who leaves, the most first. */
  weights: WeightRow[];
  /** What the mean score were if everybody had a value. */
  ifs: IfRow[];
  learning: LearningRow[];
  modelCard: CardRow[];
  /** The fit that stood and the new one, on the same customers. */
  contest: ContestRow[];
  /** How far the scores, and then the columns, have moved since the fit; the farthest first. */
  drifts: DriftRow[];
  fairness: FairnessRow[];
}

interface RivalRow {
  model: string;
  auc: Figure;
  auc_low: Figure;
  auc_high: Figure;
  brier: number;
  reliability: number;
  resolution: number;
  logloss: number;
  lift10: Figure;
  p: Figure;
  is_chosen: number;
}

interface CallRow {
  place: number;
  /** Null where the audience may not see it. */
  customer_id: string | null;
  score: number;
  reason_1: string | null;
  reason_2: string | null;
  reason_3: string | null;
  expected_profit: Figure;
  revenue: Figure;
  last_order_date: string | null;
}

interface LabelRow {
  as_of: string;
  outcome_from: string;
  outcome_to: string;
  customers: number;
  gone: number;
  stayed: number;
  uncounted: number;
}

interface LabelledRow {
  /** Null where the audience may not see it. */
  customer_id: string | null;
  as_of: string;
  outcome_from: string;
  outcome_to: string;
  outcome: string;
  outcome_on: string | null;
}

interface GapRow {
  of_ten: number;
  at_most_days: number;
}

interface ChurnRuleRow {
  rule: string;
  examples: number;
  positives: number;
  share: Figure;
}

interface ChurnNodeRow {
  node: number;
  parent: number;
  depth: number;
  answer: string;
  examples: number;
  positives: number;
  share: number;
  is_leaf: number;
}

interface CalibrationRow {
  stage: string;
  bin: number;
  examples: number;
  said: number;
  came: number;
}

interface ProfitRow {
  called: number;
  share: number;
  positives: number;
  expected: number;
  came: number;
  is_best: number;
}

interface ReachRow {
  part: number;
  examples: number;
  rate: number;
  lift: number;
  gain: number;
  ks: Figure;
}

interface WeightRow {
  column_name: string;
  fall: number;
  deviation: number;
}

interface IfRow {
  column_name: string;
  value: string;
  score: number;
}

interface LearningRow {
  examples: number;
  auc: number | null;
  auc_low: number | null;
  auc_high: number | null;
}

interface CardRow {
  subject: string;
  text: string;
}

interface ContestRow {
  role: string;
  model: string;
  learnt_to: string;
  judged_on: string;
  auc: Figure;
  auc_low: Figure;
  auc_high: Figure;
  logloss: Figure;
  scores: number;
  why: string;
}

interface DriftRow {
  kind: 'column' | 'score';
  column_name: string;
  stability_index: number;
  moved: string;
}

interface FairnessRow {
  column_name: string;
  group_name: string;
  examples: number;
  auc: number | null;
  selected: number;
  selected_positives: number | null;
  selected_negatives: number | null;
  said: number;
  came: number;
}
