import { timingColumns } from '../../src/project/entities.js';
import type { StagedColumn } from './mapping.js';
import type { StagedRule } from './rule.js';

/**
 * The same rules, where a record that says its member is gone passes those about its attributes: of it only who is gone, and since when,
 * is looked at; of a complete extract that no longer has it, which bears the sequence of its last record, only who is gone. Rules that name no column judge it like any record.
 */
export function passingDeletions(
  entity: string,
  columns: StagedColumn[],
  rules: StagedRule[],
  isComplete: boolean,
): StagedRule[] {
  const isTold = columns.some(({ name, from }) => name === 'deleted' && from);
  if (!isTold) return rules;
  const judged = [`${entity}_id`, ...timingColumns];
  return rules.map(rule => {
    if (isComplete && rule.column === 'sequence') return passing(rule, "_op = 'gone'");
    return !rule.column || judged.includes(rule.column) ? rule : passing(rule, 'coalesce(deleted, false)');
  });
}

function passing(rule: StagedRule, records: string): StagedRule {
  return { ...rule, failed: `not (${records}) and (${rule.failed})` };
}
