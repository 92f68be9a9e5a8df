import { identifier, literal } from '../engine/engine.js';
import { textsOfOrders, unread, wordColumns } from './column-texts.js';
import type { Group, GroupColumn } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';
import { isState, returnWords, saleWords } from './sale-words.js';
import { spelt } from './spelling.js';

/** A word for what was cancelled, or the name of a column that says so. */
export const isCancelled =
  /^(?:is[_ ]?|was[_ ]?)?(?:cancel|void|annul|anul|storn(?!o[ _-]?(?:rechnung|beleg|buchung))|abgebrochen|(?:已|交易)?(?:取消|关闭|作废)|キャンセル)/i;
const unpaid = /refund|return|charge.?back|fail|declin|expir|pending|reject|draft|quot(?:e|ation)/i;
const yes = /^(?:true|t|yes|y|1|ja|j|oui|o|si|sí|s|tak|sim)$/i;

/** A column that has words for a cancelled order among others, or is named so and says yes, and the condition for it. */
function cancelledIn(group: Group): { name: string; condition: string; open: string } | undefined {
  for (const { name, distinct, words } of wordColumns(group)) {
    const told = words.filter(word => (isCancelled.test(name) && yes.test(word)) || isCancelled.test(word));
    if (told.length === 0 || told.length === distinct) continue;
    const doubtful = words.filter(word => !told.includes(word) && unpaid.test(word));
    const open =
      doubtful.length > 0 ? `${doubtful.join(', ')} count as sold: are they?` : 'are there other words for them?';
    return { name, open, condition: `${identifier(name)} in (${told.map(literal).join(', ')})` };
  }
  return undefined;
}

/** A question for each column that has words for what may not be sold, where none has one for cancelled; not of the kinds that returns are told by. */
export function unsoldIn(group: Group): string[] {
  return wordColumns(unread(group)).flatMap(({ name, distinct, words }) => {
    const isOfKinds = !isState.test(name) && words.some(word => saleWords.test(spelt(word)));
    const isReturn = (word: string) => isOfKinds && returnWords.test(spelt(word));
    const mayBe = (word: string) => unpaid.test(word) || (unpaid.test(name) && yes.test(word));
    const doubtful = words.filter(word => mayBe(word) && !isReturn(word));
    const isTold = doubtful.length > 0 && doubtful.length < distinct;
    return isTold ? [`of ${name}, ${doubtful.join(', ')} count as sold: are they?`] : [];
  });
}

/** Of the head of orders: the column that says which are cancelled. */
export function cancelledBy(group: Group): ProposedColumn[] {
  const found = cancelledIn(group);
  const checks = [`orders that are in no figure; ${found?.open}`];
  return found ? [{ name: 'cancelled', from: found.condition, checks }] : [];
}

/** A file of lines that has cancelled ones: where whole orders are, a head of its own says so; else these lines are not read. */
export function withoutCancelled(line: Proposal, group: Group): Proposal[] {
  const kind = line.columns.find(({ name }) => name === 'kind')?.from ?? '';
  const isLeft = ({ field = 'cancelled_on', name }: GroupColumn) =>
    field === 'cancelled_on' && !kind.includes(identifier(name));
  const left = { ...group, columns: group.columns.filter(isLeft) };
  const found = cancelledIn(left);
  if (line.where) return [line];
  if (!found) return [{ ...line, checks: [...line.checks, ...unsoldIn(group)] }];
  const [order, day] = ['order_id', 'ordered_at'].map(name => line.columns.find(one => one.name === name && one.from));
  const isOfOrders =
    order?.from && textsOfOrders(group, order.from, found.name).every(texts => new Set(texts).size === 1);
  if (isOfOrders && day) {
    const columns = [order, day, ...cancelledBy(left)];
    return [{ entity: 'order_header', source: group.name, columns, checks: [] }, line];
  }
  const say = `cancelled lines are not read; ${found.open}`;
  return [{ ...line, where: `(${found.condition}) is not true`, checks: [...line.checks, say] }];
}
