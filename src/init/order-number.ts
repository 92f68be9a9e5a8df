import { count } from '../count.js';
import { identifier } from '../engine/engine.js';
import { groupedBy } from '../grouped.js';
import { askedFor } from './asked.js';
import { textsIn } from './column-texts.js';
import type { Group, GroupColumn } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';

/** Behind a day. */
const time = '[T ]\\d{1,2}:\\d{2}.*$';
const till = /^(?:till|register|terminal|pos|device|workstation|lane|kasse|kassen|caja|caisse|cassa|kassa|kasa|caixa)/i;

/** An order number that begins anew each day, or that every till or store counts by itself, with what makes it one of a kind. */
export function withOwnNumbers(proposal: Proposal, group: Group): Proposal {
  const order = proposal.columns.find(({ name }) => name === 'order_id');
  const number = group.columns.find(({ name }) => name === order?.from);
  const day = dayOf(proposal, group);
  if (!order || !number || !day || !['order_line', 'order_header'].includes(proposal.entity)) return proposal;
  const customer = proposal.columns.find(({ name }) => name === 'customer_id')?.from;
  const places = group.columns.filter(isPlace).map(({ name }) => name);
  const found = wholeOrders({ group, number: number.name, day: day.name, places, customer });
  if (found === undefined) return proposal;
  const key = [...found.parts, number.name].map(name => (name === day.name ? dayPart(name) : identifier(name)));
  const from = key.join(` || '-' || `);
  const told = found.isSure ? numbered(order, from, found.parts) : asked(order, from, group.name);
  const cut = found.parts.includes(day.name)
    ? acrossMidnight({ group, number: number.name, day: day.name, customer })
    : 0;
  const own = cut > 0 ? { ...told, checks: [...told.checks, midnight(cut)] } : told;
  return { ...proposal, columns: proposal.columns.map(column => (column === order ? own : column)) };
}

function numbered(order: ProposedColumn, from: string, parts: string[]): ProposedColumn {
  const say = `one ${order.from} stands for orders of several customers: an order is told by ${parts.join(', ')} and it`;
  return { ...order, from, checks: [...order.checks, say] };
}

function asked(order: ProposedColumn, from: string, source: string): ProposedColumn {
  const { from: number } = order;
  return askedFor(
    order,
    source,
    reference =>
      `most of ${number} are of several days or tills: write in place of ${reference} either ${from}, where they begin anew, or ${number}, where an order has several`,
  );
}

const dayPart = (name: string) => `regexp_replace(cast(${identifier(name)} as varchar), '${time}', '')`;

const isPlace = ({ field, name, distinct }: GroupColumn) =>
  distinct > 1 && distinct <= 200 && (field === 'store_id' || field === 'channel_id' || till.test(name));

/** The column that has the day of an order as a text. */
function dayOf({ columns }: Proposal, group: Group): GroupColumn | undefined {
  const from = columns.find(({ name }) => name === 'ordered_at')?.from ?? '';
  return group.columns.find(
    ({ name, date }) => date && !date.counted && (name === from || from.includes(identifier(name))),
  );
}

interface Numbers {
  group: Group;
  number: string;
  day: string;
  places: string[];
  customer?: string | undefined;
}

/** With what a number is that of one order of one customer; undefined where it is by itself. Days and tills alone make it doubtful. */
function wholeOrders(numbers: Numbers): { parts: string[]; isSure: boolean } | undefined {
  const { group, day, places, customer } = numbers;
  const buyers = group.columns.find(({ name }) => name === customer);
  if (buyers && buyers.filled * 2 >= group.records) {
    const merged = severalOf(numbers, buyers.name, []);
    if (merged.count < 3 || merged.share < 0.02) return undefined;
    const keys = [[day], ...places.map(name => [name]), ...places.map(name => [day, name])];
    const parts = keys.find(names => severalOf(numbers, buyers.name, names).count <= merged.count * 0.02);
    return parts ? { parts, isSure: true } : undefined;
  }
  const parts = [day, ...places].filter(name => {
    const { count, share } = severalOf(numbers, name, []);
    return count >= 3 && share > 0.5;
  });
  return parts.length > 0 ? { parts, isSure: false } : undefined;
}

const midnight = (orders: number) =>
  `${count(orders, 'number')} ${orders === 1 ? 'has' : 'have'} lines shortly before midnight and after it: an order that goes on then counts as two`;

/** How many numbers, of one customer where they are told, have lines late in a day and early in the next one of the files. */
function acrossMidnight({ group: { columns, files }, number, day, customer }: Omit<Numbers, 'places'>): number {
  const whens = textsIn(files, day);
  const days = [...new Set(whens.map(text => text?.replace(new RegExp(time), '')))];
  const numbers = textsIn(files, number);
  const buyers = customer ? textsIn(files, customer) : [];
  const clocks = textsIn(files, columns.find(({ field }) => field === 'time')?.name ?? '');
  const hours = whens.map((text, at) => hourOf(clocks[at] ? ` ${clocks[at]}` : text));
  const keyOf = (at: number, shift: number) =>
    JSON.stringify([days.indexOf(whens[at]?.replace(new RegExp(time), '')) + shift, numbers[at], buyers[at]]);
  const late = new Set(hours.flatMap((hour, at) => (hour >= 22 ? [keyOf(at, 1)] : [])));
  return new Set(hours.flatMap((hour, at) => (hour < 4 && late.has(keyOf(at, 0)) ? [keyOf(at, 0)] : []))).size;
}

/** The hour of a text that has a time of day; NaN where it has none. */
function hourOf(text: string | null): number {
  const [, hour, half] = /[T ](\d{1,2}):\d{2}.*?([AP]M)?$/i.exec(text ?? '') ?? [];
  if (hour === undefined) return Number.NaN;
  return half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour);
}

/** How many orders of several records, told by a number and `parts`, have several values of a column, and what share that is. */
function severalOf({ group: { files }, number, day }: Numbers, column: string, parts: string[]) {
  const [of, ...key] = [column, number, ...parts].map(name => {
    const texts = textsIn(files, name);
    return name === day ? texts.map(text => text?.replace(new RegExp(time), '') ?? null) : texts;
  });
  const told = (of ?? []).flatMap((value, at) =>
    value && key[0]?.[at] ? [{ value, key: key.map(one => one[at]) }] : [],
  );
  const orders = [...groupedBy(told, one => JSON.stringify(one.key)).values()].filter(({ length }) => length > 1);
  const count = orders.filter(lines => new Set(lines.map(({ value }) => value)).size > 1).length;
  return { count, share: count / Math.max(1, orders.length) };
}
