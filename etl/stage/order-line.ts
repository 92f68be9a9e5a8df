import { fills, type StagedColumn } from './mapping.js';
import type { StagedRule } from './rule.js';

/** What lines may be. */
export const lineKinds = ['sale', 'return', 'fee', 'shipping', 'discount', 'adjustment'];

const lastNumber = 1_000_000_000;

/** What an order line must be: of a known kind, its number one that has room. */
export function orderLineRules(columns: StagedColumn[]): StagedRule[] {
  const filled = columns.filter(fills).map(column => column.name);
  const rules: StagedRule[] = [];
  if (filled.includes('kind')) {
    // The engine would join a list of so many; most lines are of the first kind.
    const failed = `case kind ${lineKinds.map(kind => `when '${kind}' then false`).join(' ')} else kind is not null end`;
    const message = `kind is not one of ${lineKinds.join(', ')}`;
    rules.push({ name: 'in_kind', kind: 'in', column: 'kind', failed, message, action: 'reject' });
  }
  if (filled.includes('line_number')) {
    const failed = `line_number not between 0 and ${lastNumber}`;
    const message = `line_number is not between 0 and ${lastNumber}`;
    rules.push({ name: 'line_number_range', kind: 'sql', column: 'line_number', failed, message, action: 'reject' });
  }
  return rules;
}
