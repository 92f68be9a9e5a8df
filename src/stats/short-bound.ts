/**
 * A bound in as few digits as it takes, but at least six, to part some values as the bound itself does: those up to it from those above it. So it
 * can be told as it is. Missing values are NaN.
 *
 * @example shortBound(45.46666666666667, [45.4, 45.53333333333333]) // 45.4667
 */
export function shortBound(bound: number, values: ArrayLike<number>): number {
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value <= bound) below = Math.max(below, value);
    else if (value < above) above = value;
  }
  for (let digits = 6; digits < 17; digits++) {
    const found = Number(bound.toPrecision(digits));
    if (found >= below && found < above) return found;
  }
  return bound;
}
