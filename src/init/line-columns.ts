import { areMost, numbersOf } from './column-numbers.js';
import { textsOfOrders } from './column-texts.js';
import { areApart } from './evidence.js';
import type { Field } from './field-words.js';
import type { Group, GroupColumn } from './groups.js';

/** The same group, where several columns could be one field of a line of an order: with the one that is. */
export function lineColumns(group: Group): Group {
  const own = oneNumber(oneNumber(group, 'order_id'), 'product_id');
  return netFirst(beforeFees(withoutOrderTotals(own)));
}

const of = ({ columns }: Group, field: Field) => columns.filter(column => column.field === field && column.filled > 0);

function without(group: Group, some: GroupColumn[]): Group {
  return { ...group, columns: group.columns.map(one => (some.includes(one) ? { ...one, field: undefined } : one)) };
}

/** A number that each record has alone is that of the line, where another is shared by several, as that of an order or a product is. */
function oneNumber(group: Group, field: 'order_id' | 'product_id'): Group {
  const isOfLines =
    of(group, 'order_id').length > 0 && (of(group, 'quantity').length > 0 || of(group, 'product_id').length > 0);
  if (!isOfLines) return group;
  const isAlone = (column: GroupColumn) => areApart(column, group.records);
  const numbers = of(group, field);
  const isShared = (column: GroupColumn) => !isAlone(column) && column.distinct > Math.min(2, group.records / 10);
  return !numbers.some(isShared) ? group : without(group, numbers.filter(isAlone));
}

/** What is the same in all lines of each order, and not in all orders, is a sum of the order: it would count once a line. */
function withoutOrderTotals(group: Group): Group {
  const [order] = of(group, 'order_id');
  if (!order) return group;
  return without(
    group,
    of(group, 'net_amount').filter(sum => sum.distinct > 1 && isOfOrder(group, order, sum)),
  );
}

function isOfOrder(group: Group, order: GroupColumn, sum: GroupColumn): boolean {
  const several = textsOfOrders(group, order.name, sum.name);
  return several.length >= 3 && several.every(texts => new Set(texts).size === 1);
}

const withTax = /gross|brutto|ttc|(?:tax|vat).?inc|inc\w{0,6}.{0,2}(?:tax|vat|btw|mwst|ust|tva|iva)|inkl/i;

const fee = /\bfees?\b|commission|gebuehr|gebühr|provision|frais|comisi[oó]n|kosten/i;

/** What is left of a sum when a service has taken its fee is no sum of what was sold. */
function beforeFees(group: Group): Group {
  const amounts = of(group, 'net_amount');
  const fees = group.columns.filter(({ name, number, field }) => number && field === undefined && fee.test(name));
  const isLeft = (left: GroupColumn) =>
    [...fees.map(one => [one]), ...(fees.length > 1 ? [fees] : [])].some(some => {
      const all = some.map(one => numbersOf(group, one).map(Math.abs));
      const taken = (all[0] ?? []).map((_, at) => all.reduce((sum, numbers) => sum + (numbers[at] ?? 0), 0));
      const rest = numbersOf(group, left);
      const isWhole = (whole: GroupColumn) =>
        areMost(
          numbersOf(group, whole).map(Math.abs),
          at => taken[at] !== 0,
          at => Math.abs(rest[at] ?? 0) + (taken[at] ?? 0),
        );
      return amounts.some(whole => whole !== left && isWhole(whole));
    });
  return without(group, amounts.filter(isLeft));
}

const paid = /paid|payment|bezahlt|gezahlt|pay[ée]|pagad|pagat|pago|betaald|zaplac|betalt/i;
/** In the name of a sum that has no tax in it. */
export const beforeTax =
  /net|sub.?tota|sous.total|zwischensumme|(?:ex|without|before|ohne|hors|sin|sem).{0,6}(?:tax|vat|mwst|ust|btw|tva|iva)|\bht\b|imponibile|zonder/i;

/** An amount or a price with tax, or before discounts, or what was paid of it, is none of a line that tells another. */
function netFirst(group: Group): Group {
  const isOther = [withTax, paid].map(
    pattern =>
      ({ name }: GroupColumn) =>
        pattern.test(name),
  );
  const net = [...isOther, ({ name }: GroupColumn) => !beforeTax.test(name)].reduce(
    (of, one) => withoutOthers(of, 'net_amount', one),
    group,
  );
  return withoutOthers(net, 'unit_price', ({ name }) => withTax.test(name));
}

function withoutOthers(group: Group, field: Field, isOther: (column: GroupColumn) => boolean): Group {
  const amounts = of(group, field);
  const others = amounts.filter(isOther);
  return others.length < amounts.length ? without(group, others) : group;
}
