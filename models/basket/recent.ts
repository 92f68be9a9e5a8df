import { basketLists, shared } from './basket-lists.js';
import type { Entries } from './features.js';
import type { Rule } from './rules.js';
import { weightsOf } from './weights.js';

/** Rules with their confidence by baskets that count for half after so many days, in that order; equal ones stay as they are. */
export function byRecentConfidence(mined: Entries, rules: readonly Rule[], halfLife: number): Rule[] {
  const weights = weightsOf(mined, halfLife);
  const lists = basketLists(mined);
  const listOf = (item: number) => lists.get(item) ?? new Int32Array();
  const weigh = (baskets: Int32Array) => baskets.reduce((sum, one) => sum + (weights[one] as number), 0);
  const weighed = rules.map(rule => {
    const left = shared(rule.left.map(listOf));
    return { ...rule, recent: weigh(shared([left, ...rule.right.map(listOf)])) / weigh(left) };
  });
  return weighed.sort((a, b) => b.recent - a.recent);
}
