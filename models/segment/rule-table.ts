import { learntTable } from '../learnt-table.js';
import type { Cluster } from './clusters.js';
import type { SegmentFitted } from './fit.js';
import { toldRules } from './rules-sql.js';
import { segmentCells } from './segment-cells.js';

/** The rules in words. */
export const ruleTable = learntTable({
  table: 'score.segment_rule',
  sentence: 'One row per rule in words: a few conditions that nearly say who is in a segment.',
  key: ['segment_number', 'rule'],
  columns: {
    segment_number: 'integer',
    segment: 'varchar',
    place: 'integer',
    rule: 'integer',
    words: 'varchar',
    condition: 'varchar',
    customers: 'integer',
    right_share: 'double',
    segment_share: 'double',
  },
  rows: ruleRows,
});

/** Counts are of the customers that the tree was grown on; a segment that no rule finds has no row. */
function ruleRows(fitted: SegmentFitted) {
  const all = toldRules(fitted);
  const sizes = fitted.stages.flatMap(({ rules }) => rules.tree.counts);
  return all.map(({ at, words, sql, customers, right }, index) => ({
    ...segmentCells(fitted.clusters[at] as Cluster, at),
    rule: index - all.findIndex(one => one.at === at) + 1,
    words,
    condition: sql,
    customers,
    right_share: right / Math.max(customers, 1),
    segment_share: right / Math.max(sizes[at] as number, 1),
  }));
}
