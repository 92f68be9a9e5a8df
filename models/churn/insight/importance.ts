import { rocAuc } from '../../../src/stats/evaluate/roc-auc.js';
import { permutationImportance } from '../../../src/stats/explain/permutation-importance.js';
import type { Examples } from '../examples.js';
import { type Chosen, judge } from './judge.js';

/** How far the area under the curve falls where a column says nothing: its mean and standard deviation over shuffles. */
export interface ColumnImportance {
  column: string;
  fall: number;
  deviation: number;
}

/** Of every column, on the rows by which models are judged, the greatest first. */
export function importanceOf(chosen: Chosen, examples: Examples, rows: Uint32Array, seed: number): ColumnImportance[] {
  const { columns, labels, predict } = judge(chosen, examples, rows);
  const measure = (scores: ArrayLike<number>) => rocAuc(labels, Float64Array.from(scores))?.auc ?? 0.5;
  return permutationImportance(columns, { predict, measure, seed })
    .map(({ column, mean, deviation }) => ({ column: examples.given[column]?.name as string, fall: mean, deviation }))
    .sort((a, b) => b.fall - a.fall);
}
