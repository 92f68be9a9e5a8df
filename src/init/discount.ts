import { identifier } from '../engine/engine.js';
import { textsIn } from './column-texts.js';
import type { Group } from './groups.js';
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
  return isPriced && given.some(name => numbersIn(group, name).some(value => value !== 0));
}

/** A discount as an amount, or as a share of quantity times price; no share is read where the file says what a line came to. */
export function withDiscount(columns: ProposedColumn[], group: Group): ProposedColumn[] {
  const amount = columns.find(({ name }) => name === 'discount_amount');
  const others = columns.filter(column => column !== amount);
  const isSaid = columns.some(({ name }) => name === 'net_amount');
  const values = numbersIn(group, amount?.from);
  if (amount?.from && values.some(value => value > 0 && value < 1) && values.every(value => value <= 1))
    return isSaid ? others : [...others, ...ofShare(columns, amount.from, '')];
  if (isSaid) return columns;
  const percent = percentOf(group);
  if (!amount) return percent ? [...columns, ...ofShare(columns, percent.name, ' / 100')] : columns;
  const isDoubtful = values.some(value => value > 0) && values.every(value => Number.isInteger(value) && value <= 100);
  const check = 'taken for an amount of money: are these whole numbers per cent?';
  return isDoubtful ? [...others, { ...amount, checks: [...amount.checks, check] }] : columns;
}

function percentOf({ columns }: Group) {
  return columns.find(({ field, filled, number }) => field === 'discount_percent' && filled > 0 && number);
}

/** What is written plainly. */
function numbersIn({ files }: Group, name = ''): number[] {
  return textsIn(files, name).flatMap(text => (text === null || text.trim() === '' ? [] : [Number(text)]));
}

/** As an expression, where all its numbers are written plainly. */
function ofShare(columns: ProposedColumn[], share: string, unit: '' | ' / 100'): ProposedColumn[] {
  const [quantity, price] = ['quantity', 'unit_price'].map(name =>
    columns.find(column => column.name === name && !column.formats && !column.isMinor),
  );
  if (!quantity?.from || !price?.from || price.from.startsWith('(')) return [];
  const names = quantity === onePiece ? [price.from, share] : [quantity.from, price.from, share];
  const product = names.map(name => `try_cast(${identifier(name)} as double)`).join(' * ');
  const checks = [`${share} is taken for a share of quantity times price`];
  return [{ name: 'discount_amount', from: `round(${product}${unit}, 4)`, checks }];
}
