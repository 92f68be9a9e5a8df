import { type Cells, type MeasureOptions, measures } from './measures.js';

/** The counts of rules X ⇒ Y, a column each: baskets with all of X and Y, with X, with Y, and all baskets. */
export interface RuleCounts {
  n11: ArrayLike<number>;
  n1x: ArrayLike<number>;
  nx1: ArrayLike<number>;
  n: number;
}

/** arules' names of the measures that the counts of a rule decide. */
export type InterestMeasure = keyof typeof measures;

/**
 * A measure of interest of each rule, under its name in the R package arules and by its published definition (Hahsler,
 * A Probabilistic Comparison of Commonly Used Interest Measures for Association Rules). NaN where it divides nothing by nothing.
 * Throws a RangeError for a name that is none.
 *
 * @example interestMeasure('lift', { n11: [736], n1x: [2513], nx1: [1903], n: 9835 }) // [1.5136]
 */
export function interestMeasure(name: InterestMeasure, counts: RuleCounts, options: MeasureOptions = {}): Float64Array {
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  if (!measure) throw new RangeError(`no measure ${name}; there are ${Object.keys(measures).join(', ')}`);
  return Float64Array.from({ length: counts.n11.length }, (_, rule) => measure(cellsOf(counts, rule, options)));
}

function cellsOf({ n11, n1x, nx1, n }: RuleCounts, rule: number, asked: MeasureOptions): Cells {
  const [both, x, y] = [n11[rule] as number, n1x[rule] as number, nx1[rule] as number];
  return {
    both,
    onlyX: x - both,
    onlyY: y - both,
    neither: n - x - y + both,
    x,
    y,
    notX: n - x,
    notY: n - y,
    n,
    asked,
  };
}
