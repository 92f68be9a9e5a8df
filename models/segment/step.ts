import { identifier } from '../../src/engine/engine.js';
import { type Category, categorySql, categoryValue } from '../category.js';
import { double } from '../double.js';
import type { Row } from '../model.js';
import { placed } from './placed.js';

/** How one column is prepared, in this order: fill, logarithm, draw in, centre, divide. */
export interface Step {
  /** Its name; of a column of 0 and 1 that of its question. */
  column: string;
  /** What a column of words is asked, where the value is 1 for yes and 0 for no. */
  category?: Category;
  /** What stands for a missing value: the median of those that are there. */
  fill: number;
  /** In how many rows of the fit it did. */
  missing: number;
  /** Whether ln(1 + x) is taken. */
  log: boolean;
  /** Values beyond these (after the logarithm) are drawn in to them. */
  lower: number;
  upper: number;
  center: number;
  scale: number;
}

/** A value as the distances see it; the same arithmetic in the same order as `stepSql`. */
export function prepared({ fill, log, lower, upper, center, scale }: Step, value: number | null): number {
  return placed(value ?? fill, log, lower, upper, center, scale);
}

/** The value of a row that is prepared; null where it is missing. */
export function valueIn({ column, category }: Step, row: Row): number | null {
  const cell = row[category?.column ?? column] ?? null;
  if (category) return categoryValue(category, cell);
  return cell === null ? null : Number(cell);
}

/** The places of the steps of each column of words. */
export function wordColumns(steps: readonly Step[]): number[][] {
  const names = [...new Set(steps.flatMap(({ category }) => category?.column ?? []))];
  return names.map(name => steps.flatMap(({ category }, at) => (category?.column === name ? [at] : [])));
}

/** The same as SQL over the columns. */
export function stepSql({ fill, log, lower, upper, center, scale, ...step }: Step): string {
  const column = step.category ? categorySql(step.category) : identifier(step.column);
  const filled = `coalesce(cast(${column} as double), ${double(fill)})`;
  const logged = log ? `ln(1e0 + greatest(${filled}, 0e0))` : filled;
  return `(least(greatest(${logged}, ${double(lower)}), ${double(upper)}) - ${double(center)}) / ${double(scale)}`;
}
