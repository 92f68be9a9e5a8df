import type { CodedColumn } from './bins.js';
import type { Groups } from './groups.js';
import type { Codes } from './question-of.js';

/** Another column's cut, as codes, that sends rows nearly as a split does. */
export interface CodedSurrogate extends Codes {
  isTurned?: true;
  agreement: number;
}

/**
 * The cuts of other columns that send most rows to the side where the split sends them, the best first, up to so many (Breiman et al. 1984, section 5.3). One must
 * send more rows the right way than sending all to the larger side does, and at least two rows each way. `groupsOf` counts the rows that the split can send, by code: those it
 * sends right, and those it sends left.
 */
export function surrogatesOf(
  columns: CodedColumn[],
  own: number,
  groupsOf: (column: CodedColumn) => Groups,
  most: number,
): CodedSurrogate[] {
  const found = columns.flatMap((column, at) => {
    if (at === own) return [];
    const groups = groupsOf(column);
    const best = column.isCategory ? ofCategories(groups) : ofOrder(groups);
    return best ? [{ ...best, column: at }] : [];
  });
  return found.sort((a, b) => b.agreement - a.agreement || a.column - b.column).slice(0, most);
}

type Found = Omit<CodedSurrogate, 'column'>;

/** Each category goes the way of most of its rows. */
function ofCategories(groups: Groups): Found | undefined {
  const sides: { left: number[]; right: number[] } = { left: [], right: [] };
  let [agreeing, onLeft] = [0, 0];
  const { right: rightRows, left: leftRows } = totals(groups);
  for (let group = 0; group < groups.length; group++) {
    const [right, left] = rowsOf(groups, group);
    const isLeft = left > right;
    sides[isLeft ? 'left' : 'right'].push(groups.codes[group] as number);
    agreeing += Math.max(left, right);
    if (isLeft) onLeft += left + right;
  }
  const all = leftRows + rightRows;
  if (agreeing <= Math.max(leftRows, rightRows) || onLeft < 2 || all - onLeft < 2) return undefined;
  return { below: -1, above: -1, categories: sides, agreement: agreeing / all };
}

function ofOrder(groups: Groups): Found | undefined {
  const whole = totals(groups);
  const all = whole.left + whole.right;
  let least = Math.max(whole.left, whole.right);
  let best: Found | undefined;
  let [right, left] = [0, 0];
  for (let group = 0; group + 1 < groups.length; group++) {
    const [toRight, toLeft] = rowsOf(groups, group);
    right += toRight;
    left += toLeft;
    if (left + right < 2 || all - left - right < 2) continue;
    const straight = left + whole.right - right;
    const agreeing = Math.max(straight, all - straight);
    if (agreeing <= least) continue;
    least = agreeing;
    const codes = { below: groups.codes[group] as number, above: groups.codes[group + 1] as number };
    best = { ...codes, ...(straight < all - straight ? { isTurned: true } : {}), agreement: agreeing / all };
  }
  return best;
}

function rowsOf({ counts }: Groups, group: number): [number, number] {
  return [counts[group * 2] as number, counts[group * 2 + 1] as number];
}

function totals(groups: Groups): { right: number; left: number } {
  let [right, left] = [0, 0];
  for (let group = 0; group < groups.length; group++) {
    const [toRight, toLeft] = rowsOf(groups, group);
    right += toRight;
    left += toLeft;
  }
  return { right, left };
}
