import { learntTable } from '../learnt-table.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import type { TreeFitted } from './fit.js';
import { rulesOf } from './rules.js';

/** What score.tree looks like. */
export const treeScores: Scores = {
  sentence: 'One row per customer: the leaf they come to, its class, and the share of its examples that are of it.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    leaf: 'integer',
    class: 'varchar',
    share: 'double',
    model_version: 'integer',
  },
  score: 'cast(share as varchar)',
  class: 'class',
};

/** The leaves. */
export const treeTables: LearntTable<TreeFitted>[] = [
  learntTable({
    table: 'score.tree_leaf',
    sentence:
      'One row per leaf of the tree: the rule that leads there, its class, and the examples it was learnt from.',
    key: ['leaf'],
    columns: {
      leaf: 'integer',
      rule: 'varchar',
      condition: 'varchar',
      class: 'varchar',
      rows: 'integer',
      share: 'double',
    },
    rows: (fitted: TreeFitted) =>
      rulesOf(fitted).map((leaf, at) => ({
        ...leaf,
        leaf: at + 1,
        share: leaf.rows > 0 ? (leaf.counts[fitted.classes.indexOf(leaf.class)] as number) / leaf.rows : 1,
      })),
  }),
];

/** The leaves in sentences. */
export const treeFindings: Findings = {
  select: 'select rule, class, rows from score.tree_leaf order by leaf',
  say: row => `${row.class}: ${row.rows} where ${row.rule}`,
};
