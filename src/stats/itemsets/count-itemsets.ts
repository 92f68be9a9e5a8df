import type { BasketEntries } from './itemsets.js';
import { type Counting, prepared } from './prepared.js';

/**
 * How many frequent itemsets there are of each length, without listing them: `byLength[2]` is the number of pairs. Doubles, exact up to 2^53.
 * Throws as `frequentItemsets` does.
 */
export function countItemsets(entries: BasketEntries, options: Counting): { total: number; byLength: number[] } {
  const baskets = prepared(entries, options);
  const { byLength } = baskets.mine(baskets.minimumCount, 1, 4095, 0, () => false);
  const most = byLength.findLastIndex(sets => sets > 0);
  return {
    total: byLength.reduce((sum, sets) => sum + sets, 0),
    byLength: [...byLength.subarray(0, Math.max(0, most) + 1)],
  };
}
