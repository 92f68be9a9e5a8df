import type { Columns } from '../value-order.js';
import type { Predict } from './predict.js';

/**
 * The mean score over all rows if a column had each of these values in every row, the others left as they are (Friedman 2001, section 8.2). A value may be
 * NaN: missing.
 */
export function partialDependence(
  columns: Columns,
  column: number,
  values: ArrayLike<number>,
  predict: Predict,
): number[] {
  return Array.from(values, value => {
    const same = new Float64Array(columns[column]?.length ?? 0).fill(value);
    const scores = predict(columns.with(column, same));
    let sum = 0;
    for (let row = 0; row < scores.length; row++) sum += scores[row] as number;
    return sum / scores.length;
  });
}
