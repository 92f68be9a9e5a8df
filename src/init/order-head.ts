import { withCancelled } from './cancelled.js';
import { areApartInEach } from './column-texts.js';
import { haveCommon } from './common-values.js';
import type { Group } from './groups.js';
import { type Proposal, propose } from './propose.js';
import { tellReturns } from './taken-back.js';

/** What a line may leave to the head of its order; whether that was cancelled, only the head tells. */
const left = ['ordered_at', 'customer_id', 'store_id', 'channel_id', 'cancelled'];

/** The heads of the orders of these lines: of the file that has them as wholes, one record each, where the lines lack something that it has. */
export function headOf({ columns }: Proposal, group: Group, others: Group[]): Proposal | undefined {
  const lacks = left.filter(name => !columns.some(column => column.name === name));
  for (const other of others) {
    if (other === group || !isOrder(group) || !hasEachOnce(other) || !isOfSameOrders(group, other)) continue;
    const head = withCancelled(propose(other, 'order_header'), other, tellReturns(others));
    const has = (name: string) => head.columns.some(column => column.name === name);
    if (has('ordered_at') && lacks.some(has)) return head;
  }
  return undefined;
}

const isOrder = ({ columns }: Group) => columns.some(({ field }) => field === 'order_id');

/** The last one counts, where a later file tells an order again. */
function hasEachOnce(group: Group): boolean {
  const number = numberOf(group);
  return number !== undefined && number.distinct > 0 && areApartInEach(group, number.name);
}

/** Tickets of a call centre are numbered as orders are. */
function isOfSameOrders(lines: Group, heads: Group): boolean {
  const [own, theirs] = [numberOf(lines), numberOf(heads)];
  return own !== undefined && theirs !== undefined && haveCommon(lines, own.name, heads, theirs.name);
}

const numberOf = ({ columns, noun }: Group) =>
  columns.find(({ field }) => field === 'order_id') ?? columns.find(({ field }) => field === 'id' && noun === 'order');
