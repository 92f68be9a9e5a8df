import { minedBaskets } from './basket-lists.js';
import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';

/** What each basket counts: one, or less the older it is; none where it is not looked at. */
export function weightsOf(
  entries: Entries,
  { largest, halfLife }: { largest: number; halfLife?: number },
): Float64Array {
  const weights = Float64Array.from(minedBaskets(entries, largest));
  if (halfLife === undefined) return weights;
  const { basket, day } = entries;
  const last = day.reduce((latest, one) => Math.max(latest, one), 0);
  for (let at = 0; at < basket.length; at++) {
    const one = basket[at] as number;
    if (one === basket[at + 1] || weights[one] === 0) continue;
    weights[one] = 2 ** ((dayNumber(day[at] as number) - dayNumber(last)) / halfLife);
  }
  return weights;
}
