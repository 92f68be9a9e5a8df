import { lineKinds } from './order-line.js';
import type { StagedRule } from './rule.js';

/**
 * The same rules, where those that ask what a value is in the end (required, and the kind of a line) look at it after the actions
 * `null` and `default` of the other rules: a value made null is missing, one that got a known default is not wrong.
 */
export function afterMending(rules: StagedRule[]): StagedRule[] {
  return rules.map(rule => {
    const verdict = verdicts[rule.name === 'in_kind' ? 'in_kind' : rule.kind];
    const mending = rules.filter(one => one !== rule && one.column === rule.column && mends(one));
    if (!verdict || !rule.column || mending.length === 0) return rule;
    const cases = mending.map(one => `when ${one.failed} then ${verdict(one)}`);
    return { ...rule, failed: `case ${cases.join(' ')} else ${rule.failed} end` };
  });
}

/** Whether the value that a rule puts breaks the rule that asks. */
const verdicts: Record<string, (rule: StagedRule) => boolean> = {
  required: rule => rule.action === 'null',
  in_kind: rule => rule.action === 'default' && !lineKinds.includes(String(rule.default)),
};

function mends({ action }: StagedRule): boolean {
  return action === 'null' || action === 'default';
}
