import { cancelledBy } from './cancelled.js';
import { areApartInEach } from './column-texts.js';
import { haveCommon } from './common-values.js';
import type { Group } from './groups.js';
import { type Proposal, propose } from './propose.js';

/** What a line may leave to the head of its order; whether that was cancelled, only the head tells. */
const left = ['ordered_at', 'customer_id', 'store_id', 'channel_id', 'cancelled'];

/** The file that has the orders of these lines as wholes, one record each: where they lack something that it has. */
export function headOf({ columns }: Proposal, group: Group, others: Group[]): Group | undefined {
  const lacks = left.filter(name => !columns.some(column => column.name === name));
  return others.find(other => {
    if (other === group || !isOrder(group) || !hasEachOnce(other) || !isOfSameOrders(group, other)) return false;
    const head = proposeHead(other).columns.map(({ name }) => name);
    return head.includes('ordered_at') && lacks.some(name => head.includes(name));
  });
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

/** The head of orders as a mapping; where a column has words for a cancelled one, these tell so. */
export function proposeHead(group: Group): Proposal {
  const proposal = propose(group, 'order_header');
  return { ...proposal, columns: [...proposal.columns, ...cancelledBy(group)] };
}
