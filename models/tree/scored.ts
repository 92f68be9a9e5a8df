import { doubles, integers, type Table, texts } from '../../src/table.js';
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
  {
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
    reads: [],
    make: leafTable,
  },
];

/** The leaves in sentences. */
export const treeFindings: Findings = {
  select: 'select rule, class, rows from score.tree_leaf order by leaf',
  say: row => `${row.class}: ${row.rows} where ${row.rule}`,
};

function leafTable(fitted: TreeFitted): Table {
  const rules = rulesOf(fitted);
  const share = (own: (typeof rules)[number]) =>
    own.rows > 0 ? (own.counts[fitted.classes.indexOf(own.class)] as number) / own.rows : 1;
  return {
    rows: rules.length,
    columns: [
      integers('leaf', rules, (_, at) => at + 1),
      texts('rule', rules, ({ rule }) => rule),
      texts('condition', rules, ({ condition }) => condition),
      texts('class', rules, one => one.class),
      integers('rows', rules, ({ rows }) => rows),
      doubles('share', rules, share),
    ],
  };
}
