import { identifier } from '../engine/engine.js';
import { askedFor } from './asked.js';
import { areMost, numbersOf } from './column-numbers.js';
import { onePiece } from './discount.js';
import type { Group, GroupColumn } from './groups.js';
import { beforeTax } from './line-columns.js';
import { type ProposedColumn, read } from './propose.js';

const tax = /tax|\bvat\b|mwst|mehrwertsteuer|ust\b|\btva\b|\biva\b|\bbtw\b|moms|podatek|\bgst\b|消費税|税額/i;
const postage =
  /ship|postage|freight|deliver|handling|versand|porto|livraison|env[ií]o|spedizione|verzend|wysy|frakt|\btips?\b|gratuity/i;
const extra = new RegExp(`${postage.source}|fee`, 'i');
const ofShares = /percent|pct|prozent|%|\brate\b|satz|taux/i;
const repaid = /refunded|erstattet|rembours|reembols|rimbors/i;

/** What a whole order came to without tax and less its discount, where its other columns prove that what is called so is something else. */
export function withProvenSum(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const sum = sumOf(columns, group);
  if (!sum || sum.isMinor || columns.some(({ name }) => name === 'unit_price')) return columns;
  const back = others(group, repaid).filter(column => numbersOf(group, column).some(value => value > 0));
  const less = lessRepaid(columns, group, sum, back);
  if (less) return less;
  const asked = back.map(({ name }) => `${name} is not taken off: should it be?`);
  const [taxes, extras] = [others(group, tax), others(group, postage)];
  const each = (some: GroupColumn[]) => some.map(one => [one]);
  const untaxed = lessCharges(columns, group, sum, [[...taxes, ...extras], taxes, ...each(taxes)]);
  const bare = untaxed === columns ? lessCharges(columns, group, sum, [extras, ...each(extras)]) : untaxed;
  const isNet = untaxed !== columns || beforeTax.test(sumOf(bare, group)?.name ?? '');
  const doubts = isNet ? [] : [...taxesOf(group), ...(bare === columns ? extrasOf(group) : [])];
  const taxed = doubts.map(({ name }) => `is ${name} in it? It is taken as it stands`);
  return withChecks(lessDiscount(bare, group), [...taxed, ...asked]);
}

/** What was paid back is still in a sum that went back whole and is not nothing. */
function lessRepaid(columns: ProposedColumn[], group: Group, sum: GroupColumn, back: GroupColumn[]) {
  const sold = numbersOf(group, sum);
  const given = back.find(column => {
    const repaid = numbersOf(group, column);
    const isWhole = sold.some((value, at) => value > 0 && value === repaid[at]);
    return isWhole && sold.every((value, at) => 0 <= (repaid[at] ?? 0) && (repaid[at] ?? 0) <= value);
  });
  if (!given || sum.number?.format || given.number?.format || given.isMinor) return undefined;
  const [whole, part] = [sum, given].map(({ name }) => `try_cast(${identifier(name)} as decimal(18, 4))`);
  const less = { name: 'net_amount', from: `${whole} - coalesce(${part}, 0)`, checks: [`${given.name} is taken off`] };
  const taxed = taxesOf(group).map(({ name }) => `is ${name} in it? It is taken as it stands`);
  return columns.map(one => (one.name === 'net_amount' ? { ...less, checks: [...less.checks, ...taxed] } : one));
}

const taxesOf = (group: Group) =>
  others(group, tax).filter(column => numbersOf(group, column).some(value => value !== 0) && column.distinct > 3);

const extrasOf = (group: Group) =>
  others(group, postage).filter(
    ({ name, number }) => !number?.integers && numbersOf(group, name).some(value => value !== 0),
  );

const sumOf = (columns: ProposedColumn[], group: Group) =>
  group.columns.find(
    ({ name, number }) => number && columns.some(one => one.name === 'net_amount' && one.from === name),
  );

const others = ({ columns }: Group, pattern: RegExp) =>
  columns.filter(({ name, field, number }) => number && !field && pattern.test(name) && !ofShares.test(name));

/** Another column that comes to the sum with some of these charges on it is what was sold. */
function lessCharges(columns: ProposedColumn[], group: Group, sum: GroupColumn, charges: GroupColumn[][]) {
  if (charges.flat().length === 0) return columns;
  const total = numbersOf(group, sum);
  const numbers = new Map(group.columns.filter(one => one.number).map(one => [one, numbersOf(group, one)]));
  const found = charges.flatMap(some => {
    const all = some.map(one => numbers.get(one) ?? []);
    const charged = total.map((_, at) => all.reduce((known, one) => known + (one[at] ?? 0), 0));
    const isRest = (column: GroupColumn) => {
      const rest = numbers.get(column) ?? [];
      return areMost(
        total,
        at => charged[at] !== 0,
        at => (rest[at] ?? 0) + (charged[at] ?? 0),
      );
    };
    const rests = [...numbers.keys()].filter(one => one !== sum && !some.includes(one) && isRest(one));
    return rests.map(rest => ({ rest, names: some.map(({ name }) => name).join(', ') }));
  });
  const net = found[0] && read(found[0].rest, 'net_amount', 'money');
  if (!net) return columns;
  const checks = [...net.checks, `${sum.name} is it and ${found[0]?.names} on it`];
  return columns.map(column => (column.name === 'net_amount' ? { ...net, checks } : column));
}

/** A discount that another sum has off, and this one not, is taken off it, as off the price of one piece. */
function lessDiscount(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const sum = sumOf(columns, group);
  const discount = columns.find(({ name }) => name === 'discount_amount');
  const given = group.columns.find(({ name, number }) => number && name === discount?.from);
  const off = given ? numbersOf(group, given).map(Math.abs) : [];
  if (!sum || !given || off.every(value => value === 0)) return columns;
  const before = numbersOf(group, sum);
  const isTotal = totalOf(group, [sum, given]);
  const leadsToTotal = (sign: number) =>
    isTotal(
      at => (before[at] ?? 0) + sign * (off[at] ?? 0),
      at => off[at] !== 0,
    );
  if (leadsToTotal(-1)) return takenOff(columns, group, [sum.name, given.name]);
  const isOff = leadsToTotal(0) || leadsToTotal(1);
  return isOff ? columns : withChecks(columns, [`is ${given.name} off it? It is taken as it stands`]);
}

/** Of several pieces only somebody can say so: the sum is that of all. */
function takenOff(columns: ProposedColumn[], { name }: Group, [sum, given]: string[]): ProposedColumn[] {
  const isOfPieces = columns.some(one => one.name === 'quantity');
  const say = (reference: string) => `${given} is not yet off ${sum}: write in place of ${reference} what is left`;
  return columns.flatMap(one => {
    if (one.name !== 'net_amount') return [one];
    return isOfPieces ? [askedFor({ name: one.name }, name, say)] : [onePiece, { ...one, name: 'unit_price' }];
  });
}

/** Whether these numbers, alone or with tax and postage, are those of another column than `known`. */
function totalOf(group: Group, known: GroupColumn[]) {
  const extras = [...others(group, tax), ...others(group, extra)];
  const added = extras.map(column => numbersOf(group, column));
  const sumOfAdded = (at: number) => added.reduce((all, numbers) => all + (numbers[at] ?? 0), 0);
  const totals = group.columns.filter(one => one.number && ![...known, ...extras].includes(one));
  return (of: (at: number) => number, isAsked: (at: number) => boolean) =>
    totals.some(total => {
      const numbers = numbersOf(group, total);
      return areMost(numbers, isAsked, of) || areMost(numbers, isAsked, at => of(at) + sumOfAdded(at));
    });
}

const withChecks = (columns: ProposedColumn[], checks: string[]) =>
  columns.map(one =>
    /^(?:net_amount|unit_price)$/.test(one.name) ? { ...one, checks: [...one.checks, ...checks] } : one,
  );
