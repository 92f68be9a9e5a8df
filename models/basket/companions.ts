import type { Entries } from './features.js';

/** Tells of each item that at least so many of some baskets have: how many, as they are and weighed. */
export function companions({ basket, item, baskets }: Entries, weights: Float64Array, least: number) {
  const starts = new Int32Array(baskets + 1);
  for (const one of basket) starts[one + 1] = (starts[one + 1] as number) + 1;
  for (let one = 1; one <= baskets; one++) starts[one] = (starts[one] as number) + (starts[one - 1] as number);
  const most = item.reduce((largest, one) => Math.max(largest, one), 0);
  const [counts, sums, seen] = [new Int32Array(most + 1), new Float64Array(most + 1), new Int32Array(most + 1)];
  return (list: Int32Array, tell: (other: number, count: number, both: number) => void): void => {
    let different = 0;
    for (const one of list) {
      const [weight, end] = [weights[one] as number, starts[one + 1] as number];
      for (let at = starts[one] as number; at < end; at++) {
        const other = item[at] as number;
        if (counts[other] === 0) seen[different++] = other;
        counts[other] = (counts[other] as number) + 1;
        sums[other] = (sums[other] as number) + weight;
      }
    }
    for (const other of seen.subarray(0, different)) {
      if ((counts[other] as number) >= least) tell(other, counts[other] as number, sums[other] as number);
      counts[other] = 0;
      sums[other] = 0;
    }
  };
}
