import { count } from '../../src/count.js';
import { literal } from '../../src/engine/engine.js';
import { conditionsWords } from '../condition-words.js';
import type { Reason, Row } from '../model.js';
import type { TreeFitted } from './fit.js';
import { leafCase } from './leaf-case.js';
import { rulesOf } from './rules.js';
import { leafOfRow } from './score-row.js';

/** In words: without a row the rules of the tree, with one the conditions that it meets. A class is no number, so there are no contributions. */
export function explain(fitted: TreeFitted, row?: Row): Reason[] {
  if (!row) return overview(fitted);
  const { leaf } = leafOfRow(fitted, row);
  const conditions = leaf.conditions.map(one => ({
    text: conditionsWords([one], fitted.predictors, { origin: 'file' }),
  }));
  const { counts, label } = leaf;
  const rows = counts.reduce((sum, own) => sum + own, 0);
  const last = `so the class is ${fitted.classes[label]}, as that of ${counts[label]} of ${count(rows, 'example')}`;
  return [...conditions, { text: last }];
}

function overview(fitted: TreeFitted): Reason[] {
  const each = rulesOf(fitted).map(({ rule, condition, class: name, rows }) => ({
    text: `${name}: ${rule} (${count(rows, 'example')})`,
    sql: condition,
  }));
  const sql = leafCase(fitted.tree, ({ label }) => literal(fitted.classes[label] as string), 'try_cast');
  return [...each, { text: 'all rules as one case in SQL', sql }];
}
