import { codeNumbers, distinctNumbers } from '../kernels/code-numbers.js';
import type { Columns } from '../value-order.js';
import { cutPoints } from './cut-points.js';

/** What the codes of a column are, from 0 in the order of its values; a missing value has the code `size`. */
export interface CodeTable {
  size: number;
  /** By code: no value of it is above `highest`, and none is below `lowest`. */
  highest: Float64Array;
  lowest: Float64Array;
  isCategory: boolean;
}

export interface CodedColumn extends CodeTable {
  codes: Uint8Array | Uint16Array | Uint32Array;
}

/** Codes every column: without loss up to so many rows as there are bins, and of categories always, else by cut points. */
export function codedColumns(columns: Columns, categorical: Set<number>, bins: number): CodedColumn[] {
  return columns.map((column, at) => {
    const isCategory = categorical.has(at);
    if (!isCategory && column.length > bins) return byCuts(column, cutPoints(column, bins));
    const values = distinctNumbers(column);
    const codes = codesOf(column, values, values.length);
    return { codes, size: values.length, highest: values, lowest: values, isCategory };
  });
}

function byCuts(column: ArrayLike<number>, cuts: Float64Array): CodedColumn {
  const table = binTable(cuts);
  return { ...table, codes: codesOf(column, cuts, table.size) };
}

/** Bins between cut points, each with its upper one. */
export function binTable(cuts: Float64Array): CodeTable {
  const highest = Float64Array.of(...cuts, Number.POSITIVE_INFINITY);
  const lowest = Float64Array.of(Number.NEGATIVE_INFINITY, ...cuts);
  return { size: cuts.length + 1, highest, lowest, isCategory: false };
}

/** How many of the ascending limits lie below each value. */
function codesOf(column: ArrayLike<number>, limits: Float64Array, size: number): CodedColumn['codes'] {
  return new (kindOf(size, column.length))(codeNumbers(column, limits, size));
}

/** Of few rows all columns have one kind, for which what reads them is compiled once. */
function kindOf(size: number, rows: number) {
  if (rows < 0x10000) return Uint16Array;
  return size < 0x100 ? Uint8Array : size < 0x10000 ? Uint16Array : Uint32Array;
}
