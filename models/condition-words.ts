import { type ColumnWords, columnWords } from '../src/column-words.js';
import { count as counted } from '../src/count.js';
import type { Category } from './category.js';
import type { Condition } from './condition.js';

/** What is known of a column beside its name: whether all of its values are whole, and whether some are missing. */
export interface ConditionColumn {
  name: string;
  category?: Category | undefined;
  isWhole: boolean;
  hasMissing: boolean;
}

/** What words are made for: columns of a file are called what it calls them; amounts are named with their currency where that is known. */
export interface Wording {
  origin?: 'file';
  currency?: string;
}

/** Conditions that must all hold, in words; `everybody` where there are none. */
export function conditionsWords(
  conditions: readonly Condition[],
  columns: readonly ConditionColumn[],
  { origin, currency }: Wording = {},
): string {
  if (conditions.length === 0) return 'everybody';
  return conditions
    .map(condition => {
      const column = columns.find(one => one.name === condition.column) as ConditionColumn;
      return `${rangeWords(condition, column, columnWords(column.name, origin), currency)}${condition.missing && column.hasMissing ? ' or unknown' : ''}`;
    })
    .join(' and ');
}

function rangeWords(
  { column, above, upTo, among, except }: Condition,
  { category, isWhole }: ConditionColumn,
  { noun, kind, unit: counts }: ColumnWords,
  currency: string | undefined,
): string {
  if (category) return above === undefined ? `not ${column}` : column;
  if (among) return `${noun} ${among.length > 0 ? among.join(' or ') : 'new'}`;
  if (except) return `${noun} ${except.length > 0 ? `other than ${except.join(' or ')}` : 'known'}`;
  const least = above === undefined ? undefined : isWhole ? Math.floor(above) + 1 : above;
  const most = upTo === undefined ? undefined : isWhole ? Math.floor(upTo) : upTo;
  if (kind === 'since' && isWhole) return sinceWords(noun, least, most);
  const unit =
    kind === 'share' ? percent : (value: number) => amountWords(value, counts === 'money' ? currency : undefined);
  if (kind === 'share' && noun.startsWith('orders') && (most ?? least) === 0)
    return `${most === 0 ? 'no' : 'some'} ${noun}`;
  if (least === undefined) return `${noun} at most ${unit(most as number)}`;
  if (most === undefined) return `${noun} ${isWhole ? 'at least' : 'above'} ${unit(least)}`;
  if (least === most) return `${noun} ${unit(most)}`;
  return isWhole ? `${noun} ${unit(least)} to ${unit(most)}` : `${noun} above ${unit(least)} up to ${unit(most)}`;
}

/** An amount with its currency, where that is known. */
export function amountWords(amount: number | string, currency: string | undefined): string {
  return currency ? `${amount} ${currency}` : `${amount}`;
}

function sinceWords(noun: string, least: number | undefined, most: number | undefined): string {
  if (most === 0) return `${noun} on the as-of date`;
  if (least === undefined) return `${noun} within ${counted(most as number, 'day')}`;
  if (most === undefined) return `${noun} at least ${counted(least, 'day')} ago`;
  return least === most ? `${noun} ${counted(most, 'day')} ago` : `${noun} ${least} to ${counted(most, 'day')} ago`;
}

/** In as many digits as the bound has: with fewer, rows beside it would be told wrongly. */
function percent(value: number): string {
  return `${Number((value * 100).toPrecision(15))} %`;
}
