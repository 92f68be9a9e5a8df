/** How pure rows are that have so many of each class, each counting its weight, times their number: a split is worth what its sides have more of it together than the whole. */
export type Purity = (counts: ArrayLike<number>, weights: Float64Array) => number;

/** Gini's, less a constant: the sum of squares over the sum. */
export function gini(counts: ArrayLike<number>, weights: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    const count = (counts[at] as number) * (weights[at] as number);
    sum += count;
    squares += count * count;
  }
  return sum === 0 ? 0 : squares / sum;
}

/** Minus the entropy in nats, times the number of rows. */
export function entropy(counts: ArrayLike<number>, weights: Float64Array): number {
  let [sum, found] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    const count = (counts[at] as number) * (weights[at] as number);
    sum += count;
    if (count > 0) found += count * Math.log(count);
  }
  return sum === 0 ? 0 : found - sum * Math.log(sum);
}
