import { entityColumns } from '../project/entities.js';
import type { Group } from './groups.js';
import { type Proposal, type ProposedColumn, read } from './propose.js';

/** What an order line lacks is looked for in the head of its order, and in the list of products. */
const elsewhere = [
  { name: 'ordered_at', fields: ['ordered_at', 'date'], key: 'order_id' },
  { name: 'customer_id', fields: ['customer_id'], key: 'order_id' },
  { name: 'store_id', fields: ['store_id'], key: 'order_id' },
  { name: 'unit_price', fields: ['unit_price'], key: 'product_id' },
];

/** Fills what the file of an order line does not have: from others, by the key that both have. */
export function completeOrderLine(proposal: Proposal, group: Group, others: Group[]): Proposal {
  const columns = [...proposal.columns];
  const has = (name: string) => columns.some(column => column.name === name);
  if (!has('order_id') && has('customer_id')) {
    const checks = ['the file has no number of the order: what a customer buys on a day is one order'];
    columns.unshift({ name: 'order_id', derive: 'customer_day', checks });
  }
  for (const { name, fields, key } of elsewhere) {
    if (has(name) || (name === 'unit_price' && has('net_amount'))) continue;
    const found = lookUp(name, fields, key, group, others);
    if (found) columns.push(found);
  }
  return { ...proposal, columns: withoutDoubts(columns, group) };
}

function lookUp(
  name: string,
  fields: string[],
  key: string,
  group: Group,
  others: Group[],
): ProposedColumn | undefined {
  const own = group.columns.find(column => column.field === key);
  for (const other of own ? others : []) {
    const same = other.columns.find(
      column => (column.field === key || isOwnId(other, column.field, key)) && column.distinct >= other.records * 0.98,
    );
    const value = other.columns.find(column => column !== same && fields.includes(column.field ?? ''));
    const type = entityColumns('order_line')[name]?.type ?? 'text';
    const found = same && value && read(value, name, type);
    if (!found || other === group) continue;
    const from = `(select max(looked.${quoted(value.name)}) from raw.${other.name} as looked where looked.${quoted(same.name)} = ${group.name}.${quoted(own?.name ?? '')})`;
    return { ...found, from, checks: [...found.checks, `looked up in ${other.name}: this file has no such column`] };
  }
  return undefined;
}

const isOwnId = ({ noun }: Group, field: string | undefined, key: string) => field === 'id' && `${noun}_id` === key;

/** An identifier as SQL takes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Left out: a discount that is a share, and the currency of a line whose price is from a list. */
function withoutDoubts(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const isLooked = columns.some(column => column.name === 'unit_price' && column.from?.startsWith('(select'));
  return columns.filter(({ name, from }) => {
    if (name === 'currency') return !isLooked;
    const column = group.columns.find(one => one.name === from);
    return name !== 'discount_amount' || !column?.samples.every(text => Math.abs(Number(text)) <= 1);
  });
}
