/**
 * The quantile of ascending numbers by linear interpolation between order statistics: R's default, type 7
 * (Hyndman & Fan 1996, definition 7). `share` lies from 0 to 1. Throws a RangeError on an empty array or another share.
 *
 * @example quantile([1, 2, 3, 4], 0.2) // 1.6
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  if (ascending.length === 0) throw new RangeError('no quantile of an empty array');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a quantile is asked for by a share from 0 to 1, not ${share}`);
  const position = (ascending.length - 1) * share;
  const below = Math.floor(position);
  const low = ascending[below] as number;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number;
  return position === below ? low : low + (position - below) * (high - low);
}
