/**
 * Probabilities adjusted for how many were asked for, so that one of them or more is wrongly called small with no more than that
 * probability (Holm 1979, as R's `p.adjust(p, 'holm')`).
 *
 * @example holm([0.01, 0.02, 0.03]) // [0.03, 0.04, 0.04]
 */
export function holm(probabilities: readonly number[]): number[] {
  const rising = probabilities
    .map((_, at) => at)
    .sort((a, b) => (probabilities[a] as number) - (probabilities[b] as number));
  const adjusted = Array<number>(probabilities.length);
  let most = 0;
  rising.forEach((at, place) => {
    most = Math.max(most, Math.min(1, (probabilities[at] as number) * (probabilities.length - place)));
    adjusted[at] = most;
  });
  return adjusted;
}
