import type { KernelColumns } from '../trees/kernel-columns.js';
import type { Question } from '../trees/tree.js';

/** The question that parts codes of numbers after one of them; after the last, only missing values are on the right. */
export function codeQuestion({ given }: KernelColumns, column: number, code: number): Question {
  return { column, threshold: given[column]?.cuts[code] ?? Number.MAX_VALUE };
}

/** By code whether it goes left, a missing value last. */
export function sidesOf(
  { given }: KernelColumns,
  column: number,
  isLeft: (code: number) => boolean,
  isMissingLeft: boolean,
) {
  const size = (given[column]?.cuts.length ?? 0) + 1;
  const sides = new Uint8Array(256);
  for (let code = 0; code < size; code++) sides[code] = Number(isLeft(code));
  sides[size] = Number(isMissingLeft);
  return sides;
}
