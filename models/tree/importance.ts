import { permutationImportance } from '../../src/stats/explain/permutation-importance.js';
import type { Columns } from '../../src/stats/value-order.js';
import { cellsAt } from './cells-at.js';
import type { NamedTree } from './named-tree.js';
import type { Given } from './predictor.js';
import { leafAt } from './walk.js';

/** How far the share of rows put into their class falls where a column says nothing: its mean and standard deviation over shuffles. */
export interface TreeImportance {
  column: string;
  fall: number;
  deviation: number;
}

/** So many rows show what columns do; more, evenly spaced, are not asked. */
const enough = 2000;

/** Of every column, on some rows, the greatest first. */
export function importanceOf(
  tree: NamedTree,
  given: Given[],
  labels: Uint16Array,
  rows: Uint32Array,
  seed: number,
): TreeImportance[] {
  const step = Math.max(1, Math.ceil(rows.length / enough));
  const asked = rows.filter((_, at) => at % step === 0);
  if (asked.length === 0) return [];
  const columns: Columns = given.map(({ values }) => Float64Array.from(asked, row => values[row] as number));
  const predict = (changed: Columns) => {
    const cells = cellsAt(given.map((one, at) => ({ ...one, values: changed[at] as Float64Array })));
    return asked.map((_, at) => leafAt(tree, cells(at)).label);
  };
  const measure = (told: ArrayLike<number>) =>
    asked.filter((row, at) => told[at] === labels[row]).length / asked.length;
  return permutationImportance(columns, { predict, measure, seed })
    .map(({ column, mean, deviation }) => ({ column: given[column]?.name as string, fall: mean, deviation }))
    .sort((a, b) => b.fall - a.fall);
}
