import { identifier, literal } from '../engine/engine.js';
import type { Group } from './groups.js';
import { type Proposal, type ProposedColumn, propose } from './propose.js';

/** What a line may leave to the head of its order; whether that was cancelled, only the head tells. */
const left = ['ordered_at', 'customer_id', 'store_id', 'channel_id', 'cancelled'];

/** The file that has the orders of these lines as wholes, one record each: where they lack something that it has. */
export function headOf({ columns }: Proposal, group: Group, others: Group[]): Group | undefined {
  const lacks = left.filter(name => !columns.some(column => column.name === name));
  return others.find(other => {
    if (other === group || !isOrder(group) || !hasEachOnce(other)) return false;
    const head = proposeHead(other).columns.map(({ name }) => name);
    return head.includes('ordered_at') && lacks.some(name => head.includes(name));
  });
}

const isOrder = ({ columns }: Group) => columns.some(({ field }) => field === 'order_id');

function hasEachOnce({ columns, noun, records }: Group): boolean {
  const number = columns.find(({ field }) => field === 'order_id' || (field === 'id' && noun === 'order'));
  return number !== undefined && number.distinct > 0 && number.distinct >= records * 0.98;
}

/** What a file of lines says of its orders as wholes: of use where some of them are cancelled. */
export function ownHead(line: Proposal, group: Group): Proposal | undefined {
  const number = line.columns.find(({ name }) => name === 'order_id');
  const isTold = number?.from && line.columns.some(({ name, from }) => name === 'ordered_at' && from);
  if (!isTold) return undefined;
  const columns = line.columns.filter(({ name }) => ['order_id', 'ordered_at'].includes(name));
  const unread = { ...group, columns: group.columns.filter(({ field }) => field === undefined) };
  const found = cancelledBy(unread);
  return found.length > 0
    ? { entity: 'order_header', source: group.name, columns: [...columns, ...found], checks: [] }
    : undefined;
}

/** The head of orders as a mapping; where a column has words for a cancelled one, these tell so. */
export function proposeHead(group: Group): Proposal {
  const proposal = propose(group, 'order_header');
  return { ...proposal, columns: [...proposal.columns, ...cancelledBy(group)] };
}

const cancelled = /^(?:cancel|void|annul|storn|abgebrochen|anul)/i;

function cancelledBy({ columns, files }: Group): ProposedColumn[] {
  for (const { name, distinct } of columns.filter(one => one.distinct > 1 && one.distinct <= 20)) {
    const values = files.flatMap(file => file.rows.map(row => row[file.columns.indexOf(name)] ?? ''));
    const words = [...new Set(values)].filter(value => cancelled.test(value)).sort();
    if (words.length === 0 || words.length === distinct) continue;
    const from = `${identifier(name)} in (${words.map(literal).join(', ')})`;
    return [{ name: 'cancelled', from, checks: ['orders that are in no figure; are there other words for them?'] }];
  }
  return [];
}
