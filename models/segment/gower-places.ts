import { extent } from '../../src/stats/extent.js';
import type { Prepared } from './prepare.js';

/**
 * Columns whose distance in steps (the sum of differences) is Gower's of the prepared ones: numbers over their range, and half a step
 * for each of the two values in which rows with different words differ, all over the number of columns as people count them.
 */
export function gowerPlaces({ steps, columns }: Pick<Prepared, 'steps' | 'columns'>): Float64Array[] {
  const wide = new Set(steps.map(step => step.category?.column ?? step.column)).size;
  return columns.map((values, at) => {
    if (steps[at]?.category) return values.map(value => (value > 0 ? 0.5 / wide : 0));
    const [least, greatest] = extent(values);
    return values.map(value => (greatest > least ? (value - least) / (greatest - least) / wide : 0));
  });
}
