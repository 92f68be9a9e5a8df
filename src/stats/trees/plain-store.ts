import type { CodedColumn } from './bins.js';
import { type Groups, grouping } from './groups.js';
import type { RowStore } from './grow.js';
import { sidesOf, toLeft, unknown } from './question-of.js';
import { bestSplit } from './split.js';
import { type CodedSurrogate, surrogatesOf } from './surrogates.js';
import type { Split } from './task.js';

interface Plain {
  columns: CodedColumn[];
  labels: ArrayLike<number>;
  classes: number;
  /** How many surrogates a split has at most. */
  surrogates: number;
  cut: (below: number, above: number) => number;
}

/** Rows as their numbers, counted anew at each node. */
export function plainStore(by: Plain): RowStore<Uint32Array> {
  const { columns, labels, classes } = by;
  const most = Math.max(0, ...columns.map(column => column.size));
  const group = grouping(most, classes);
  const groupSides = grouping(most, 2);
  return {
    all: Uint32Array.from({ length: labels.length }, (_, row) => row),
    countsOf: rows => countsOf(rows, labels, classes),
    bestSplit: (rows, counts, task) => bestSplit(at => group(rows, columns[at] as CodedColumn, labels), counts, task),
    divide: (rows, split) => {
      const surrogates = by.surrogates > 0 ? surrogatesFor(rows, split, by, groupSides) : [];
      const [left, right] = divided(rows, split, surrogates, by);
      return { left, right, surrogates };
    },
    release: () => {},
  };
}

function surrogatesFor(rows: Uint32Array, split: Split, by: Plain, group: ReturnType<typeof grouping>) {
  const { columns, surrogates } = by;
  const sides = sidesOf(split, by.columns, by.cut);
  const { codes } = columns[split.column] as CodedColumn;
  const known = rows.filter(row => sides[codes[row] as number] !== unknown);
  const side = new Uint8Array(codes.length);
  for (const row of known) side[row] = sides[codes[row] as number] === toLeft ? 1 : 0;
  const groupsOf = (column: CodedColumn): Groups => group(known, column, side);
  return surrogatesOf(columns, split.column, groupsOf, surrogates);
}

function divided(rows: Uint32Array, split: Split, surrogates: CodedSurrogate[], by: Plain): [Uint32Array, Uint32Array] {
  const questions = [{ ...split, isTurned: undefined }, ...surrogates].map(one => ({
    codes: (by.columns[one.column] as CodedColumn).codes,
    sides: sidesOf(one, by.columns, by.cut),
    isTurned: one.isTurned === true,
  }));
  const [left, right] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  let [onLeft, onRight] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    let goesLeft = split.missing === 'left';
    for (const { codes, sides, isTurned } of questions) {
      const side = sides[codes[row] as number];
      if (side === unknown) continue;
      goesLeft = (side === toLeft) !== isTurned;
      break;
    }
    if (goesLeft) left[onLeft++] = row;
    else right[onRight++] = row;
  }
  return [left.slice(0, onLeft), right.slice(0, onRight)];
}

function countsOf(rows: Uint32Array, labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  return counts;
}
