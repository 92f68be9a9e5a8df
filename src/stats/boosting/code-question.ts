import type { KernelColumns } from '../trees/kernel-columns.js';
import type { Question } from '../trees/tree.js';

/** The question that parts codes of numbers after one of them; after the last, only missing values are on the right. */
export function codeQuestion({ given }: KernelColumns, column: number, code: number): Question {
  return { column, threshold: given[column]?.cuts[code] ?? Number.MAX_VALUE };
}

/** Writes by code whether it goes left, a missing value last. */
export function sidesOf(
  sides: Uint8Array,
  { given }: KernelColumns,
  { column, left, isMissingLeft }: { column: number; left: number | number[]; isMissingLeft: boolean },
): void {
  sides.fill(0);
  if (typeof left === 'number') sides.fill(1, 0, left + 1);
  else for (const code of left) sides[code] = 1;
  sides[(given[column]?.cuts.length ?? 0) + 1] = Number(isMissingLeft);
}
