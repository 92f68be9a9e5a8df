import { identifier } from '../engine/engine.js';
import { entityColumns } from '../project/entities.js';
import { parseDateFormat } from '../project/formats.js';
import { amountAs } from './amount-as.js';
import { askedFor } from './asked.js';
import { numbersOf } from './column-numbers.js';
import { textsIn } from './column-texts.js';
import { haveCommon } from './common-values.js';
import { isDiscounted, onePiece, withDiscount } from './discount.js';
import { areApart } from './evidence.js';
import type { Group, GroupColumn } from './groups.js';
import { amountBeside, isHowMany, pricedBy } from './price-of-line.js';
import { type Proposal, type ProposedColumn, read } from './propose.js';
import { withProvenSum } from './sum-of-order.js';

/** What an order line lacks is looked for by a key of its own, such as a number of the day, and in the list of products. */
const elsewhere = [
  { name: 'ordered_at', fields: ['ordered_at', 'date'], key: 'order_id' },
  { name: 'customer_id', fields: ['customer_id'], key: 'order_id' },
  { name: 'store_id', fields: ['store_id'], key: 'order_id' },
  { name: 'unit_price', fields: ['unit_price'], key: 'product_id' },
];

/** No source is called so. */
const looked = '_looked';

/** Fills what the file of an order line does not have: from others, by the key that both have, unless the head of its order has it (`hasHead`). */
export function completeOrderLine(proposal: Proposal, group: Group, others: Group[]): Proposal {
  const columns = [...proposal.columns];
  const has = (name: string) => columns.some(column => column.name === name);
  const told = (field: string) =>
    group.columns.find(one => one.field === field && one.distinct > (group.records < 10 ? 0 : 1));
  withClock(columns, group);
  const cost = has('unit_price') || has('net_amount') ? undefined : told('item_cost');
  const price = cost && read(cost, 'unit_price', 'money');
  if (price) columns.push({ ...price, checks: [...price.checks, 'what an item costs is taken for its price'] });
  const [email, customer, contact] = ['email', 'customer_name', 'contact_name'].map(told);
  const name = customer ?? contact;
  if (!has('customer_id') && !proposal.hasHead && email) columns.push(bySum(email, otherSide(columns, group, email)));
  for (const { name: own, fields, key } of elsewhere) {
    if (has(own) || (own === 'unit_price' && has('net_amount'))) continue;
    if (proposal.hasHead && key === 'order_id') continue;
    const found = lookUp(own, fields, key, group, others);
    if (found) columns.push(found);
  }
  if (!has('customer_id') && !proposal.hasHead && name) columns.push(bySum(name));
  if (!has('order_id') && has('customer_id')) {
    const checks = ['the file has no number of the order: what a customer buys on a day is one order'];
    columns.unshift({ name: 'order_id', derive: 'customer_day', checks });
  }
  const sure = withoutDoubts(withServices(columns, group), group);
  return { ...proposal, columns: withCost(withDiscount(withProvenSum(withAmount(sure, group), group), group), group) };
}

const manyCheck = 'whole numbers that the price grows with: taken for quantities';
const pieceCheck = 'the same for more pieces of a product: taken for the price of one';

/** Where nothing says how many, a record is one piece, and its price what the line comes to. */
function withAmount(read: ProposedColumn[], group: Group): ProposedColumn[] {
  const columns = isHowMany(read, group) ? amountAs(read, 'quantity', manyCheck) : read;
  const has = (one: string) => columns.some(({ name }) => name === one);
  if (has('net_amount') && !has('unit_price') && pricedBy(columns, group) === 'piece')
    return amountAs(columns, 'unit_price', pieceCheck);
  if (has('net_amount')) return withoutTax(columns, group);
  const hasQuantity = has('quantity');
  if (!hasQuantity && isDiscounted(columns, group)) return [...columns, onePiece];
  if (hasQuantity && pricedBy(columns, group) !== 'line') return columns;
  const check = hasQuantity
    ? 'the price grows with the quantity: it is taken for what the line comes to'
    : 'the file has no quantity: the price is taken for what the line comes to';
  return columns.map(column =>
    column.name === 'unit_price' ? { ...column, name: 'net_amount', checks: [...column.checks, check] } : column,
  );
}

/** A cost that stays the same for more pieces is that of one. */
function withCost(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const of = (one: string) => group.columns.find(({ name }) => name === columns.find(({ name }) => name === one)?.from);
  const [cost, quantity] = [of('cost_amount'), of('quantity')];
  const asPrice = columns.flatMap(column => {
    if (column.name === 'unit_price') return [];
    return column.name === 'cost_amount' ? [{ ...column, name: 'unit_price' }] : [column];
  });
  if (!cost || !quantity || pricedBy(asPrice, group) !== 'piece') return columns;
  const isPlain = ![cost, quantity].some(({ number, isMinor }) => number?.format || isMinor);
  const numbers = [quantity, cost].map(({ name }) => `try_cast(${identifier(name)} as decimal(18, 4))`);
  const say = `${cost.name} is the same for more pieces of a product: taken for the cost of one`;
  const own = isPlain
    ? { name: 'cost_amount', from: numbers.join(' * '), checks: [say] }
    : askedFor({ name: 'cost_amount' }, group.name, reference => `${say}; write that of all in place of ${reference}`);
  return columns.map(column => (column.name === 'cost_amount' ? own : column));
}

/** Tax and postage are no sale of a product: what its pieces cost is. */
function withoutTax(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const amount = columns.find(({ name }) => name === 'net_amount');
  if (amountBeside(columns, group) !== 'above') return columns;
  const check = `${amount?.from} is above quantity times price, as with tax or postage in it: it is not read`;
  return columns.flatMap(column => {
    if (column === amount) return [];
    return column.name === 'unit_price' ? [{ ...column, checks: [...column.checks, check] }] : [column];
  });
}

/** Lists show the number of a customer to everybody, so it is not the address or the name itself. */
function bySum({ name, field }: GroupColumn, other?: { to: string; isOut: string }): ProposedColumn {
  const text = other ? `(case when ${other.isOut} then ${other.to} else ${identifier(name)} end)` : identifier(name);
  const what = field === 'email' ? 'e-mail address' : 'name';
  const doubt = field === 'email' ? '' : '; two customers of one name are taken for one';
  const check = `the file has no number of the customer: a sum of the ${what}, which lists do not show, stands for it${doubt}`;
  const from = `case when trim(${text}) <> '' then md5(lower(trim(${text}))) end`;
  return { name: 'customer_id', from, checks: [check] };
}

/** Codes of postage, fees and discounts stand among those of goods, and would be sold like these. */
function withServices(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  return columns.map(column => {
    const words = group.columns.find(one => one.name === column.from)?.words ?? [];
    if (column.name !== 'product_id' || words.length === 0) return column;
    const check = `codes without a digit, unlike the others: ${words.join(', ')}; where one is no product but postage, a fee or a discount, say so by kind`;
    return { ...column, checks: [...column.checks, check] };
  });
}

/** Of transfers between two addresses: where money goes out, the customer is the one that it goes to. */
function otherSide(columns: ProposedColumn[], group: Group, from: GroupColumn) {
  const to = group.columns.find(({ field, filled }) => field === 'to_email' && filled > 0)?.name;
  const sum = columns.find(({ name }) => name === 'net_amount')?.from;
  if (!to || !group.columns.some(({ name }) => name === sum)) return undefined;
  const [senders, receivers] = [from.name, to].map(name => textsIn(group.files, name));
  const isOutgoing = numbersOf(group, sum).map(value => value < 0);
  const own = new Set(receivers?.filter((_, at) => !isOutgoing[at]));
  if (!senders?.some((text, at) => isOutgoing[at] && own.has(text))) return undefined;
  return { to: identifier(to), isOut: `cast(${identifier(sum ?? '')} as varchar) like '-%'` };
}

function lookUp(
  name: string,
  fields: string[],
  key: string,
  group: Group,
  others: Group[],
): ProposedColumn | undefined {
  const type = entityColumns('order_line')[name]?.type ?? 'text';
  for (const other of others.filter(one => one !== group)) {
    const join = joinOf(group, other, key);
    const value = other.columns.find(column => column !== join?.theirs && fields.includes(column.field ?? ''));
    const found = join && value && read(value, name, type);
    if (!found) continue;
    const condition = `${identifier(looked, join.theirs.name)} = ${identifier(group.name, join.own.name)}`;
    const from = `(select max(${identifier(looked, value.name)}) from ${identifier('raw', other.name)} as ${identifier(looked)} where ${condition})`;
    return { ...found, from, checks: [...found.checks, `looked up in ${other.name}: this file has no such column`] };
  }
  return undefined;
}

/** The columns by which a record finds its one partner in another file: of the same field, or of a date of the same name. */
function joinOf(group: Group, other: Group, key: string) {
  for (const own of group.columns) {
    const theirs = other.columns.find(
      column =>
        areApart(column, other.records) &&
        (own.field === key ? column.field === key || isOwnId(other, column.field, key) : column.name === own.name),
    );
    const isKey = own.field === key || (key === 'order_id' && own.field === undefined);
    if (theirs && isKey && haveCommon(group, own.name, other, theirs.name)) return { own, theirs };
  }
  return undefined;
}

const isOwnId = ({ noun }: Group, field: string | undefined, key: string) => field === 'id' && `${noun}_id` === key;

/** Day and time of day in two columns are one time. */
function withClock(columns: ProposedColumn[], group: Group): void {
  const at = columns.findIndex(({ name }) => name === 'ordered_at');
  const [when, day] = [columns[at], group.columns.find(({ name }) => name === columns[at]?.from)];
  const clock = group.columns.find(({ field }) => field === 'time');
  const hands = handsOf(textsIn(group.files, clock?.name ?? '').flatMap(text => text?.trim() || []));
  if (!when || !clock || !hands || !day?.date || day.date.hasTime || day.date.rival) return;
  const from = `concat(${identifier(day.name)}, ' ', ${identifier(clock.name)})`;
  columns[at] = { ...when, from, formats: `${day.date.format ?? 'YYYY-MM-DD'} ${hands}` };
}

const clocks = ['HH:mm:ss', 'H:mm', 'H:mm:ss', 'h:mm A', 'h:mm:ss A', 'h:mmA', 'h:mm:ssA', 'HH:mm:ss.SSS'];

/** How all of these times of day are written. */
function handsOf(texts: string[]): string | undefined {
  const onDay = texts.map(text => `2026-01-01 ${text}`);
  const reads = (hands: string) => {
    const regex = new RegExp(parseDateFormat(`YYYY-MM-DD ${hands}`).regex);
    return onDay.every(text => regex.test(text));
  };
  return texts.length > 0 ? clocks.find(reads) : undefined;
}

/** Left out: an amount that only some lines have, as that of their order, and the currency of a line whose price is from a list. */
function withoutDoubts(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const isLooked = columns.some(column => column.name === 'unit_price' && column.from?.startsWith('(select'));
  const isPriced = ['quantity', 'unit_price'].every(name => columns.some(column => column.name === name));
  return columns.filter(({ name, from }) => {
    if (name === 'currency') return !isLooked;
    const column = group.columns.find(one => one.name === from);
    return name !== 'net_amount' || !isPriced || (column?.filled ?? 0) >= group.records;
  });
}
