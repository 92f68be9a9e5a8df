import type { TreeColumn } from '../kernels/tree-kernel.js';
import type { Columns } from '../value-order.js';
import { cutPoints } from './cut-points.js';

/** As many codes as a byte has beside that of a missing value. */
const most = 255;

/** Columns as the kernel takes them, and of categories which one each code is. */
export interface KernelColumns {
  given: TreeColumn[];
  categories: (number[] | undefined)[];
  isAllNumbers: boolean;
  /** Whether every category has a code. */
  isWhole: boolean;
}

/** Cuts columns of numbers into bins; of categories the 255 commonest get a code, of equal ones the lower, and the others count as missing. */
export function kernelColumns(columns: Columns, categorical: number[] = [], bins = most): KernelColumns {
  const asked = new Set(categorical);
  const all = columns.map((column, at) => (asked.has(at) ? byCount(column) : undefined));
  const categories = all.map(known => known?.slice(0, most).sort((a, b) => a - b));
  const given = columns.map((column, at): TreeColumn => {
    const known = categories[at];
    if (!known) return { values: column, cuts: cutPoints(column, Math.min(bins, most)), isScanned: true };
    const codes = new Map(known.map((value, code) => [value, code]));
    const values = Float64Array.from(column, value => codes.get(value) ?? Number.NaN);
    const cuts = Float64Array.from({ length: Math.max(0, known.length - 1) }, (_, code) => code);
    return { values, cuts, isScanned: false };
  });
  const isAllNumbers = asked.size === 0;
  return { given, categories, isAllNumbers, isWhole: all.every(known => (known?.length ?? 0) <= most) };
}

/** The commonest first, of equal ones the lower. */
function byCount(column: ArrayLike<number>): number[] {
  const counts = new Map<number, number>();
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, often], [b, other]) => other - often || a - b).map(([value]) => value);
}
