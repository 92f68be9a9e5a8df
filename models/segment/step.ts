import { double } from '../double.js';

/** How one column is prepared, in this order: fill, logarithm, draw in, centre, divide. */
export interface Step {
  column: string;
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
  const filled = value ?? fill;
  const logged = log ? Math.log(1 + Math.max(filled, 0)) : filled;
  return (Math.min(Math.max(logged, lower), upper) - center) / scale;
}

/** The same as SQL over the column. */
export function stepSql({ fill, log, lower, upper, center, scale }: Step, column: string): string {
  const filled = `coalesce(cast(${column} as double), ${double(fill)})`;
  const logged = log ? `ln(1e0 + greatest(${filled}, 0e0))` : filled;
  return `(least(greatest(${logged}, ${double(lower)}), ${double(upper)}) - ${double(center)}) / ${double(scale)}`;
}
