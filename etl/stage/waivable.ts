import { type EntityName, entities, entityColumns } from '../../src/project/entities.js';
import type { StagedRule } from './rule.js';

/** Why nobody can waive a rule of an entity: what it refuses could not stand in the warehouse. Undefined where one can. */
export function notWaivable(entity: string, rule: Pick<StagedRule, 'name' | 'kind' | 'column' | 'action'>) {
  const { name, kind, column, action } = rule;
  if (kind === 'retried') return 'a mended record has taken its place';
  if (action !== 'reject') return `${name} refuses nothing: its action is ${action}`;
  const isRequired =
    entity in entities && column !== undefined && entityColumns(entity as EntityName)[column]?.required;
  if (isRequired && ['required', 'type', 'year'].includes(kind))
    return `${/^[aeiou]/.test(entity) ? 'an' : 'a'} ${entity} is nothing without ${column}`;
  const isGuard =
    name === 'amount_too_large' || (['order_header', 'order_line'].includes(entity) && guards.includes(name));
  if (isGuard) return `${name} keeps the sums of ${entity.replaceAll('_', ' ')}s exact`;
  return undefined;
}

/** Those of `orderLineRules`. */
const guards = ['in_kind', 'line_number_range'];
