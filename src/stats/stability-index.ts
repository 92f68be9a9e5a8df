/**
 * How far a distribution has moved: the population stability index of two lists of counts over the same bins,
 * the sum of (q - p) ln(q / p) over their shares. 0 for equal shares; above 0.25 is commonly called a shift. An empty bin
 * counts as a share of 0.0001, so that it has a logarithm. 0 where either list counts nothing.
 * @example stabilityIndex([50, 50], [25, 75]) // 0.2747, which is 0.25 ln 3
 */
export function stabilityIndex(before: ArrayLike<number>, after: ArrayLike<number>): number {
  const [p, q] = [shares(before), shares(after)];
  return p && q ? p.reduce((sum, share, bin) => sum + moved(share, q[bin] as number), 0) : 0;
}

function shares(counts: ArrayLike<number>): number[] | undefined {
  const all = Array.from(counts);
  const total = all.reduce((sum, count) => sum + count, 0);
  return total > 0 ? all.map(count => Math.max(count / total, 1e-4)) : undefined;
}

function moved(p: number, q: number): number {
  return (q - p) * Math.log(q / p);
}
