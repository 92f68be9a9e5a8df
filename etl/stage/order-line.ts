import { fills, type StagedColumn } from './mapping.js';
import type { StagedRule } from './rule.js';

/** What lines may be. */
export const lineKinds = ['sale', 'return', 'fee', 'shipping', 'discount', 'adjustment'];

/** Far enough below the limit of decimal(18, 4) that a thousand lines still add up, and far above any real line. */
const largest = '100000000000';
const lastNumber = 1_000_000_000;
const amounts = ['quantity', 'unit_price', 'discount_amount', 'net_amount', 'cost_amount'];

/** Wide products are slow, so they are left to factors of which one is large. */
const productTooLarge = `case when abs(quantity) < 100000 and abs(unit_price) < 1000000 then false else ${tooLarge('abs(cast(quantity as decimal(38, 4)) * unit_price)')} end`;

/** What an order line must be so that sums stay exact: of a known kind, its amounts far from the limits of their type. */
export function orderLineRules(columns: StagedColumn[]): StagedRule[] {
  const filled = columns.filter(fills).map(column => column.name);
  const rules: StagedRule[] = [];
  if (filled.includes('kind')) {
    const failed = `kind not in (${lineKinds.map(kind => `'${kind}'`).join(', ')})`;
    const message = `kind is not one of ${lineKinds.join(', ')}`;
    rules.push({ name: 'in_kind', kind: 'in', column: 'kind', failed, message, action: 'reject' });
  }
  const sizes = amounts.filter(name => filled.includes(name)).map(name => tooLarge(`abs(${name})`));
  const isPriced = filled.includes('quantity') && filled.includes('unit_price');
  const judged = isPriced ? [...sizes, productTooLarge] : sizes;
  if (judged.length > 0) {
    const failed = judged.join(' or ');
    const message = `an amount of the line reaches ${largest}`;
    rules.push({ name: 'amount_too_large', kind: 'sql', failed, message, action: 'reject' });
  }
  if (filled.includes('line_number')) {
    const failed = `line_number not between 0 and ${lastNumber}`;
    const message = `line_number is not between 0 and ${lastNumber}`;
    rules.push({ name: 'line_number_range', kind: 'sql', column: 'line_number', failed, message, action: 'reject' });
  }
  return rules;
}

function tooLarge(size: string): string {
  return `coalesce(${size}, 0) >= ${largest}`;
}
