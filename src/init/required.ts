import { entityColumns } from '../project/entities.js';
import { askedFor } from './asked.js';
import type { Proposal } from './propose.js';

/** A mapping with a reference, which the loader asks to be filled, for each column that its entity needs and no header was read as. */
export function withRequired(proposal: Proposal): Proposal {
  const { entity, source, columns, hasHead } = proposal;
  const has = (name: string) => columns.some(column => column.name === name) || (hasHead && name === 'ordered_at');
  const required = Object.entries(entityColumns(entity)).flatMap(([name, column]) => (column.required ? [name] : []));
  const isPriced = has('net_amount') || (has('quantity') && has('unit_price'));
  const needed = entity === 'order_line' && !isPriced ? [...required, 'net_amount'] : required;
  const missing = needed.filter(name => !has(name));
  const asked = missing.map(name =>
    askedFor(
      { name },
      source,
      reference => `no column was recognised as this: write its name in place of ${reference}`,
    ),
  );
  const isNobodys = entity === 'order_line' && !hasHead && !has('customer_id');
  const say = "no column was recognised as the customer: these sales are nobody's";
  return { ...proposal, columns: [...columns, ...asked], checks: [...proposal.checks, ...(isNobodys ? [say] : [])] };
}
