/**
 * How pure rows are that have so many of each class, each counting its weight, times their number: a split is worth what its sides have more of it together
 * than the whole. Of two classes the same without arrays.
 */
export interface Purity {
  of(counts: ArrayLike<number>, weights: Float64Array): number;
  ofTwo(first: number, second: number): number;
}

/** Gini's, less a constant: the sum of squares over the sum. */
export const gini: Purity = {
  of: (counts, weights) => {
    let [sum, squares] = [0, 0];
    for (let at = 0; at < weights.length; at++) {
      const count = (counts[at] as number) * (weights[at] as number);
      sum += count;
      squares += count * count;
    }
    return sum === 0 ? 0 : squares / sum;
  },
  ofTwo: (first, second) => (first + second === 0 ? 0 : (first * first + second * second) / (first + second)),
};

/** Minus the entropy in nats, times the number of rows. */
export const entropy: Purity = {
  of: (counts, weights) => {
    let [sum, found] = [0, 0];
    for (let at = 0; at < weights.length; at++) {
      const count = (counts[at] as number) * (weights[at] as number);
      sum += count;
      found += timesLog(count);
    }
    return found - timesLog(sum);
  },
  ofTwo: (first, second) => timesLog(first) + timesLog(second) - timesLog(first + second),
};

function timesLog(count: number): number {
  return count > 0 ? count * Math.log(count) : 0;
}
