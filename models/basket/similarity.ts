/** In how many baskets are both of a pair, the one, the other, and how many there are; with time decay each counts for less the older it is. */
export interface PairCounts {
  both: number;
  one: number;
  other: number;
  n: number;
}

/** How alike two items are, by the baskets that they are in. */
export const similarities = {
  count: ({ both }: PairCounts) => both,
  jaccard: ({ both, one, other }: PairCounts) => both / (one + other - both),
  lift: ({ both, one, other, n }: PairCounts) => (both * n) / (one * other),
  cosine: ({ both, one, other }: PairCounts) => Math.sqrt((both * both) / (one * other)),
  llr: logLikelihoodRatio,
} satisfies Record<string, (counts: PairCounts) => number>;

/** The measures of likeness by name. */
export type Similarity = keyof typeof similarities;

/** Dunning 1993: how much likelier the table of two by two is if the items depend on each other; below zero where they are apart. */
function logLikelihoodRatio({ both, one, other, n }: PairCounts): number {
  const term = (count: number, row: number, column: number) =>
    count <= 0 ? 0 : count * Math.log((count * n) / (row * column));
  const ratio =
    2 *
    (term(both, one, other) +
      (term(one - both, one, n - other) + term(other - both, n - one, other)) +
      term(n - (one + other) + both, n - one, n - other));
  return both * n >= one * other ? ratio : -ratio;
}
