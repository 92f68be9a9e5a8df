import { random } from '../random.js';
import { shuffle } from '../shuffle.js';
import type { Columns } from '../value-order.js';
import type { Predict } from './predict.js';

/** How much worse a model is without what a column says. */
export interface Importance {
  column: number;
  /** How far the measure falls on the mean, and its standard deviation over the repeats. */
  mean: number;
  deviation: number;
}

/**
 * How far a measure falls where a column's values are shuffled among the rows (Breiman 2001): of each column the mean over repeats, as in scikit-learn's
 * permutation_importance. `measure` is higher the better, of the scores of all rows: an AUC, a log-loss with its sign turned. The shuffles depend on the
 * seed alone; all columns have the same ones.
 */
export function permutationImportance(
  columns: Columns,
  {
    predict,
    measure,
    repeats = 5,
    seed = 1,
  }: { predict: Predict; measure: (scores: ArrayLike<number>) => number; repeats?: number; seed?: number },
): Importance[] {
  const whole = measure(predict(columns));
  const orders = shuffles(columns[0]?.length ?? 0, repeats, seed);
  return columns.map((column, at) => {
    const falls = orders.map(order => {
      const shuffled = Float64Array.from(order, row => column[row] as number);
      return whole - measure(predict(columns.with(at, shuffled)));
    });
    const mean = falls.reduce((sum, one) => sum + one, 0) / repeats;
    const variance = falls.reduce((sum, one) => sum + (one - mean) ** 2, 0) / repeats;
    return { column: at, mean, deviation: Math.sqrt(variance) };
  });
}

function shuffles(rows: number, repeats: number, seed: number): Uint32Array[] {
  const { uniform } = random(seed);
  return Array.from({ length: repeats }, () =>
    shuffle(
      Uint32Array.from({ length: rows }, (_, row) => row),
      uniform,
    ),
  );
}
