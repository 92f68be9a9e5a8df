import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';

/** What each basket counts: one, or with a half-life in days less the older it is. */
export function weightsOf({ basket, day, baskets }: Entries, halfLife?: number): Float64Array {
  const weights = new Float64Array(baskets).fill(1);
  if (halfLife === undefined) return weights;
  const last = day.reduce((latest, one) => Math.max(latest, one), 0);
  for (let at = 0; at < basket.length; at++) {
    const one = basket[at] as number;
    if (one === basket[at + 1]) continue;
    weights[one] = 2 ** ((dayNumber(day[at] as number) - dayNumber(last)) / halfLife);
  }
  return weights;
}
