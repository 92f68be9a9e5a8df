import { identifier } from '../engine/engine.js';
import { askedFor } from './asked.js';
import { numbersOf } from './column-numbers.js';
import { textsIn, textsOfOrders } from './column-texts.js';
import type { Group } from './groups.js';
import { amountBeside } from './price-of-line.js';
import type { ProposedColumn } from './propose.js';

/** The quantity of a record that does not say how many. */
export const onePiece: ProposedColumn = {
  name: 'quantity',
  from: '1',
  checks: ['the file has no quantity: a record is taken for one piece, at its price less the discount'],
};

/** Whether anything is taken off a price. */
export function isDiscounted(columns: ProposedColumn[], group: Group): boolean {
  const isPriced = columns.some(({ name }) => name === 'unit_price');
  const given = [columns.find(({ name }) => name === 'discount_amount')?.from, percentOf(group)?.name];
  return isPriced && given.some(name => numbersOf(group, name).some(value => value !== 0));
}

/** What is taken off each line, once where its order has it. */
export function withDiscount(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  return onceByOrder(aboveZero(withUnread(ofLines(columns, group), group), group), group);
}

/** A discount as an amount, or as a share of quantity times price; no share is read where the file says what a line came to. */
function ofLines(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const amount = columns.find(({ name }) => name === 'discount_amount');
  const others = columns.filter(column => column !== amount);
  const isSaid = columns.some(({ name }) => name === 'net_amount');
  const values = numbersOf(group, amount?.from);
  if (amount?.from && areFractions(values)) {
    if (isSaid) return others;
    return isOfMoney(group, amount.from)
      ? [...others, doubtful(amount, group)]
      : [...others, ...ofShare(columns, group, amount.from, '')];
  }
  if (isSaid) return amountBeside(columns, group) === 'before_discount' ? withoutNet(columns) : columns;
  const percent = percentOf(group);
  const unit = percent && areFractions(numbersOf(group, percent.name)) ? '' : ' / 100';
  if (!amount) return percent ? [...columns, ...ofShare(columns, group, percent.name, unit)] : columns;
  const isDoubtful = values.some(value => value > 0) && values.every(value => Number.isInteger(value) && value <= 100);
  const check = 'taken for an amount of money: are these whole numbers per cent?';
  return isDoubtful ? [...others, { ...amount, checks: [...amount.checks, check] }] : columns;
}

/** A discount is told above zero here, however the file has it. */
function aboveZero(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  return columns.map(column => {
    const own = group.columns.find(({ name, number }) => number && name === column.from);
    if (column.name !== 'discount_amount' || !own || column.isMinor) return column;
    const values = numbersOf(group, own).filter(value => value !== 0);
    if (values.length === 0 || values.some(value => value > 0)) return column;
    const checks = [...column.checks, 'below zero in the file'];
    return { ...column, from: `replace(${identifier(own.name)}, '-', '')`, checks };
  });
}

const areFractions = (values: number[]) =>
  values.some(value => value > 0 && value < 1) && values.every(value => value <= 1);

/** With two decimals each, nothing too, as amounts are written; so may shares be. */
const isOfMoney = ({ files }: Group, name: string) =>
  textsIn(files, name).every(text => !text?.trim() || /^\D*\d+[.,]\d\d\D*$/.test(text));

const doubtful = (amount: ProposedColumn, { name }: Group) =>
  askedFor(
    amount,
    name,
    reference =>
      `nothing of ${amount.from} is above 1: write in place of ${reference} either ${amount.from}, where it is money, or quantity times price times it, where it is a share`,
  );

/** Values that cannot be read in one way, such as shares among amounts. */
function withUnread(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const isTold = columns.some(({ name }) => name === 'net_amount' || name === 'discount_amount');
  const isWritten = (name: string) =>
    textsIn(group.files, name).some(text => /^[^\p{L}]*[1-9][^\p{L}]*$/u.test(text ?? ''));
  const unread = group.columns.find(
    ({ field, number, name }) => /^discount_/.test(field ?? '') && !number && isWritten(name),
  );
  if (isTold || !unread) return columns;
  const say = (reference: string) =>
    `${unread.name} is written in several ways: write in place of ${reference} what it takes off quantity times price`;
  return [...columns, askedFor({ name: 'discount_amount' }, group.name, say)];
}

/** A discount that all lines of each order repeat may be that of each line or, once, of the order: only somebody knows. */
function onceByOrder(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const discount = columns.find(({ name }) => name === 'discount_amount');
  const order = columns.find(({ name }) => name === 'order_id')?.from;
  if (!discount?.from || !order || columns.some(({ name }) => name === 'net_amount')) return columns;
  const told = textsOfOrders(group, order, discount.from).filter(texts => texts.some(text => /[1-9]/.test(text)));
  if (told.length < 3 || !told.every(texts => new Set(texts).size === 1)) return columns;
  const [first, own] = [identifier('_looked', order), identifier(group.name, order)];
  const once = `case when _row = (select min(_looked._row) from ${identifier('raw', group.name)} as _looked where ${first} = ${own} and _looked._file = ${identifier(group.name, '_file')}) then ${identifier(discount.from)} end`;
  const asked = askedFor(
    { ...discount, checks: [] },
    group.name,
    reference =>
      `all lines of an order have the same ${discount.from}: write in place of ${reference} either ${discount.from}, where it is taken off each line, or, where it is that of the order, ${once}`,
  );
  return columns.map(column => (column === discount ? asked : column));
}

function withoutNet(columns: ProposedColumn[]): ProposedColumn[] {
  const net = columns.find(({ name }) => name === 'net_amount');
  const check = `${net?.from} is quantity times price: the discount is taken off`;
  return columns.flatMap(column => {
    if (column === net) return [];
    return column.name === 'discount_amount' ? [{ ...column, checks: [...column.checks, check] }] : [column];
  });
}

function percentOf({ columns }: Group) {
  return columns.find(({ field, filled, number }) => field === 'discount_percent' && filled > 0 && number);
}

/** As an expression of numbers that are written plainly or with a decimal comma; else somebody has to write one. */
function ofShare(columns: ProposedColumn[], group: Group, share: string, unit: '' | ' / 100'): ProposedColumn[] {
  const factors = ['quantity', 'unit_price'].map(name => columns.find(column => column.name === name));
  if (factors.includes(undefined)) return [];
  const numbers = [...factors.map(numberOf), shareOf(group, share)];
  if (numbers.includes(undefined)) {
    const say = (reference: string) =>
      `${share} is a share: write in place of ${reference} what it takes off quantity times price`;
    return [askedFor({ name: 'discount_amount' }, group.name, say)];
  }
  const product = numbers.filter(number => number !== '1').join(' * ');
  const checks = [`${share} is taken for a share of quantity times price`];
  return [{ name: 'discount_amount', from: `round(${product}${unit}, 4)`, checks }];
}

/** A sign of per cent may stand behind it. */
function shareOf({ columns }: Group, name: string): string {
  const format = columns.find(column => column.name === name)?.number?.format ?? '';
  const digits = format.includes('%') ? `replace(${identifier(name)}, '%', '')` : identifier(name);
  return `try_cast(${format.startsWith('1.234,50') ? `replace(${digits}, ',', '.')` : digits} as double)`;
}

function numberOf(column: ProposedColumn | undefined): string | undefined {
  if (column === onePiece) return '1';
  if (!column?.from || column.isMinor || column.from.startsWith('(')) return undefined;
  const text = identifier(column.from);
  if (!column.formats) return `try_cast(${text} as double)`;
  return column.formats === '1.234,50' ? `try_cast(replace(replace(${text}, '.', ''), ',', '.') as double)` : undefined;
}
