import { identifier } from '../src/engine/engine.js';
import { double } from './double.js';

/** What a rule asks of one column: a value above one number and up to another, or none. */
export interface Condition {
  column: string;
  above?: number;
  upTo?: number;
  /** Whether a missing value is meant, too. */
  missing: boolean;
}

/** Conditions that must all hold, as SQL over the columns; true where there are none. */
export function conditionsSql(conditions: readonly Condition[]): string {
  return conditions.length > 0 ? conditions.map(conditionSql).join(' and ') : 'true';
}

function conditionSql({ column, above, upTo, missing }: Condition): string {
  const name = identifier(column);
  const value = `cast(${name} as double)`;
  const parts = [
    ...(above === undefined ? [] : [`${value} > ${double(above)}`]),
    ...(upTo === undefined ? [] : [`${value} <= ${double(upTo)}`]),
  ];
  const range = parts.join(' and ');
  if (!missing) return range;
  return `(${parts.length > 1 ? `(${range})` : range} or ${name} is null)`;
}
