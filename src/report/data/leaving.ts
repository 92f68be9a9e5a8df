import { audit } from '../../../models/churn/audit.js';
import { type Figure, rows } from './rows.js';

/** What the chapter of who may leave reads. */
export const leavingData = {
  /** What was learnt from: labels by date, and ten of them. */
  labels: rows<{
    as_of: string;
    outcome_from: string;
    outcome_to: string;
    customers: number;
    gone: number;
    stayed: number;
    uncounted: number;
  }>(audit.labels),
  labelled: rows<{
    /** Null where the audience may not see it. */
    customer_id: string | null;
    as_of: string;
    outcome_from: string;
    outcome_to: string;
    outcome: string;
    outcome_on: string | null;
  }>(audit.ten_labels),
  /** So many of ten gaps between two purchase days are at most so long. */
  gaps: rows<{
    of_ten: number;
    at_most_days: number;
  }>(audit.gaps),
  /** The models that tell who leaves, the simplest first. */
  rivals: rows<{
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
  }>('select * from score.churn_leaderboard order by place'),
  /** The first twenty. */
  calls: rows<{
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
  }>('select * from report.churn_call order by place limit 20'),
  churnRules: rows<{
    rule: string;
    examples: number;
    positives: number;
    share: Figure;
  }>('select * from score.churn_rule order by share desc, leaf limit 30'),
  churnNodes: rows<{
    node: number;
    parent: number;
    depth: number;
    answer: string;
    examples: number;
    positives: number;
    share: number;
    is_leaf: number;
  }>('select * from score.churn_node order by node limit 60'),
  calibration: rows<{
    stage: string;
    bin: number;
    examples: number;
    said: number;
    came: number;
  }>('select * from score.churn_calibration order by stage desc, bin'),
  profits: rows<{
    called: number;
    share: number;
    positives: number;
    expected: number;
    came: number;
    is_best: number;
  }>('select * from score.churn_profit order by called'),
  reach: rows<{
    part: number;
    examples: number;
    rate: number;
    lift: number;
    gain: number;
    ks: Figure;
  }>('select * from score.churn_lift order by part'),
  /** How much each column tells of who leaves, the most first. */
  weights: rows<{
    column_name: string;
    fall: number;
    deviation: number;
  }>('select * from score.churn_importance order by place limit 20'),
  /** What the mean score were if everybody had a value. */
  ifs: rows<{
    column_name: string;
    value: string;
    score: number;
  }>('select * from score.churn_dependence order by place'),
  learning: rows<{
    examples: number;
    auc: number | null;
    auc_low: number | null;
    auc_high: number | null;
  }>('select * from score.churn_learning order by examples'),
  modelCard: rows<{
    subject: string;
    text: string;
  }>('select * from score.churn_card order by place'),
  /** The fit that stood and the new one, on the same customers. */
  contest: rows<{
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
  }>('select * from score.churn_contest order by role'),
  /** How far the scores, and then the columns, have moved since the fit; the farthest first. */
  drifts: rows<{
    kind: 'column' | 'score';
    column_name: string;
    stability_index: number;
    moved: string;
  }>('select * from score.churn_drift order by place limit 20'),
  fairness: rows<{
    column_name: string;
    group_name: string;
    examples: number;
    auc: number | null;
    selected: number;
    selected_positives: number | null;
    selected_negatives: number | null;
    said: number;
    came: number;
  }>('select * from score.churn_fairness order by place'),
};
