/**
 * Probabilities adjusted for how many were asked for: the share of false discoveries among all that are at most as probable (Benjamini &
 * Hochberg 1995, as R's `p.adjust(p, 'BH')`).
 *
 * @example falseDiscovery([0.01, 0.02, 0.03]) // [0.03, 0.03, 0.03]
 */
export function falseDiscovery(probabilities: readonly number[]): number[] {
  const falling = probabilities
    .map((_, at) => at)
    .sort((a, b) => (probabilities[b] as number) - (probabilities[a] as number));
  const adjusted = Array<number>(probabilities.length);
  let least = 1;
  falling.forEach((at, place) => {
    least = Math.min(least, ((probabilities[at] as number) * probabilities.length) / (probabilities.length - place));
    adjusted[at] = least;
  });
  return adjusted;
}
