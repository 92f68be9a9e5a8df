export { CliError, exitCode, messageOf, QueryError } from './errors.js';
export type { Drilled as CubeFacts } from './olap/drill.js';
export type { Member as CubeMember } from './olap/members.js';
export { type CubeQuery, questionJsonSchema } from './olap/query.js';
export type { Shown as CubeShown } from './olap/show.js';
export type { CheckResult } from './plan/check.js';
export type { Lineage } from './plan/lineage.js';
export { projectJsonSchema } from './project/json-schema.js';
export { ProjectError } from './project/project-error.js';
export type { RunRecord } from './run/runs.js';
export { adjustedRand } from './stats/adjusted-rand.js';
export { assignment } from './stats/assignment.js';
export type { BoostedNode } from './stats/boosting/boosted-node.js';
export { boostedScore } from './stats/boosting/boosted-score.js';
export {
  type BoostedTrees,
  type BoostedTrees,
  type BoostOptions,
  type BoostOptions,
  boostedScore,
  boostedTrees,
  boostedTrees,
} from './stats/boosting/boosted-trees.js';
export { bootstrapStability } from './stats/bootstrap-stability.js';
export { calinskiHarabasz } from './stats/calinski-harabasz.js';
export { type ChiSquareTest, chiSquareTest } from './stats/chi-square-test.js';
export { daviesBouldin } from './stats/davies-bouldin.js';
export { type DistinctTask, distinctCounts } from './stats/distinct-counts.js';
export { type BrierScore, brierScore } from './stats/evaluate/brier-score.js';
export { type Calibration, calibrated } from './stats/evaluate/calibration.js';
export { type BinOptions, type CalibrationTable, calibrationTable } from './stats/evaluate/calibration-table.js';
export { type Confusion, confusion } from './stats/evaluate/confusion.js';
export { isotonicScaling } from './stats/evaluate/isotonic-scaling.js';
export { type LiftTable, liftTable } from './stats/evaluate/lift-table.js';
export { logLoss } from './stats/evaluate/log-loss.js';
export { plattScaling } from './stats/evaluate/platt-scaling.js';
export { type RocAuc, rocAuc } from './stats/evaluate/roc-auc.js';
export { temperatureScaling } from './stats/evaluate/temperature-scaling.js';
export { boostedContributions, type Contributions, treeContributions } from './stats/explain/contributions.js';
export { logisticContributions } from './stats/explain/logistic-contributions.js';
export { partialDependence } from './stats/explain/partial-dependence.js';
export { type Importance, permutationImportance } from './stats/explain/permutation-importance.js';
export { falseDiscovery } from './stats/false-discovery.js';
export { fisherTest } from './stats/fisher-test.js';
export { gapChoice } from './stats/gap-choice.js';
export { type Gap, gapStatistic } from './stats/gap-statistic.js';
export { holm } from './stats/holm.js';
export { associationRules, type RuleOptions, type Rules } from './stats/itemsets/association-rules.js';
export { countItemsets } from './stats/itemsets/count-itemsets.js';
export { frequentItemsets, type ItemsetOptions } from './stats/itemsets/frequent-itemsets.js';
export { type InterestMeasure, interestMeasure, type RuleCounts } from './stats/itemsets/interest-measure.js';
export type { BasketEntries, Itemsets } from './stats/itemsets/itemsets.js';
export { ruleImprovement } from './stats/itemsets/rule-improvement.js';
export { type KMeans, type KMeansOptions, kmeans } from './stats/kmeans.js';
export { kmeansStarts } from './stats/kmeans-draw.js';
export { type LiftTest, liftTest, type PartCounts } from './stats/lift-test.js';
export {
  type LogisticOptions,
  type LogisticRegression,
  logisticRegression,
  logisticScore,
} from './stats/logistic/logistic-regression.js';
export { quantile } from './stats/quantile.js';
export type { SequenceEntries } from './stats/sequences/events.js';
export { type SequenceRules, sequenceRules } from './stats/sequences/sequence-rules.js';
export { type SequenceOptions, type Sequences, sequences } from './stats/sequences/sequences.js';
export { type Silhouette, silhouette } from './stats/silhouette.js';
export { stabilityIndex } from './stats/stability-index.js';
export { classificationTree, type TreeOptions } from './stats/trees/classification-tree.js';
export { type CrossValidatedTree, crossValidatedTree } from './stats/trees/cross-validated-tree.js';
export { pruneTree } from './stats/trees/prune-tree.js';
export { classShares, type TreeNode, treeLabel, treeLeaf } from './stats/trees/tree.js';
export { type TreeCost, treeCosts } from './stats/trees/tree-costs.js';
export { type ColumnBound, type TreeRule, treeRules } from './stats/trees/tree-rules.js';
export { type Moments, type WelchTest, welchTest } from './stats/welch-test.js';
export { type Cell, type Column, type ColumnType, cellReader, column, rowsOf, type Table } from './table.js';
export type { Explained, FitNow, ModelScores } from './warehouse/ask-model.js';
export type { Card } from './warehouse/card.js';
export type { ColumnLineage } from './warehouse/column-lineage.js';
export type { CubeDoor, CubeResult } from './warehouse/cube.js';
export type { CubeEntry } from './warehouse/cube-list.js';
export type { Finding } from './warehouse/doctor.js';
export type { ExplainedNumber } from './warehouse/explain-number.js';
export type { Exported, ExportFormat } from './warehouse/export.js';
export type { FitEngine } from './warehouse/fit-engine.js';
export type { Forgotten } from './warehouse/forget.js';
export type { Collected } from './warehouse/gc.js';
export type { Installed } from './warehouse/install-schedule.js';
export type { DueResult } from './warehouse/night.js';
export type { RunPlan } from './warehouse/plan-run.js';
export type { Preview } from './warehouse/preview.js';
export type { Refusals } from './warehouse/quarantine.js';
export type { ReportEntry } from './warehouse/reports.js';
export type { RunResult } from './warehouse/result.js';
export type { Retried } from './warehouse/retry.js';
export type { RolledBack } from './warehouse/rollback.js';
export type { RunDetail } from './warehouse/run-detail.js';
export type { RunsDiff } from './warehouse/runs-diff.js';
export type { ScheduleView } from './warehouse/schedule-view.js';
export type { Selection } from './warehouse/selection.js';
export type { OpenOptions, Progress } from './warehouse/session.js';
export type { Settled } from './warehouse/settle.js';
export type { TableEntry } from './warehouse/tables.js';
export { type Mined, type MineRequest, minable, mine, openWarehouse, preamble, type Warehouse } from './warehouse.js';
