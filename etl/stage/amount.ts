import type { EntityName } from '../../src/project/entities.js';
import { fills, type StagedColumn } from './mapping.js';
import type { StagedRule } from './rule.js';

/** Far enough below the limit of decimal(18, 4) that a thousand of them still add up, and far above any real one. */
const largest = '100000000000';

/** The amounts of an entity that are summed. */
const summed: Partial<Record<EntityName, string[]>> = {
  order_line: ['quantity', 'unit_price', 'discount_amount', 'net_amount', 'cost_amount'],
  payment: ['amount'],
  subscription: ['monthly_amount'],
};

/** Wide products are slow, so they are left to factors of which one is large. */
const productTooLarge = `case when abs(quantity) < 100000 and abs(unit_price) < 1000000 then false else ${tooLarge('abs(cast(quantity as decimal(38, 4)) * unit_price)')} end`;

/** By a rate of nothing every amount would be nothing. */
const rateRule: StagedRule = {
  name: 'rate_not_positive',
  kind: 'sql',
  column: 'rate',
  action: 'reject',
  failed: 'coalesce(rate, 1) <= 0',
  message: 'rate is not more than 0',
};

/** What keeps sums exact: amounts far from the limits of their type. None where no column of the entity is summed. */
export function amountRules(entity: EntityName, columns: StagedColumn[]): StagedRule[] {
  if (entity === 'exchange_rate') return [rateRule];
  const filled = columns.filter(fills).map(column => column.name);
  const [only, ...others] = summed[entity] ?? [];
  const sizes = (summed[entity] ?? []).filter(name => filled.includes(name)).map(name => tooLarge(`abs(${name})`));
  if (sizes.length === 0) return [];
  const isPriced = entity === 'order_line' && filled.includes('quantity') && filled.includes('unit_price');
  const rule = { name: 'amount_too_large', kind: 'sql', action: 'reject' as const };
  const failed = (isPriced ? [...sizes, productTooLarge] : sizes).join(' or ');
  if (others.length > 0) return [{ ...rule, failed, message: `an amount of the line reaches ${largest}` }];
  return [{ ...rule, column: only, failed, message: `${only} reaches ${largest}` }];
}

function tooLarge(size: string): string {
  return `coalesce(${size}, 0) >= ${largest}`;
}
