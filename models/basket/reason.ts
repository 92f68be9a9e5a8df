import { likelihood } from './by-margin.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import type { Rule } from './rules.js';

/** Why something is suggested: `tier` and `reference` as in a suggestion, the orders it rests on, how strong it is, and in words. */
export interface SuggestionReason {
  tier: 0 | 1 | 2 | 3;
  reference: number;
  baskets: number;
  strength: number;
  /** How likely it is bought times what it leaves, where suggestions are ranked by that. */
  expected: number | null;
  reason: string;
}

/** Every reason that a suggestion can have, in the order of tier and reference. */
export function reasonsOf(fitted: BasketFitted): SuggestionReason[] {
  const { rules, pairs, popular, names, baskets, cycles } = fitted;
  const name = itemName(names);
  const what = unitWord(fitted);
  const expected = (item: number | undefined, probability: number) =>
    fitted.margins === undefined ? null : probability * (fitted.margins[item ?? -1] ?? 0);
  return [
    ...cycles.map(({ item, days, returns, share }, at) => ({
      tier: 0 as const,
      reference: at + 1,
      baskets: returns,
      strength: share,
      expected: expected(item, share),
      reason: `due again: usually bought again after ${days} ${days === 1 ? 'day' : 'days'}, seen ${returns} times`,
    })),
    ...rules.map((rule, at) => ({
      tier: 1 as const,
      reference: at + 1,
      baskets: rule.count,
      strength: rule.count / rule.leftCount,
      expected: expected(rule.right[0], likelihood.rule(rule)),
      reason: `bought ${rule.left.map(name).join(' + ')}: ${rule.count} of the ${rule.leftCount} ${what} with that had this too`,
    })),
    ...pairs.map(({ item, other, count, itemCount, similarity }, at) => ({
      tier: 2 as const,
      reference: at + 1,
      baskets: count,
      strength: similarity,
      expected: expected(other, count / itemCount),
      reason: `bought ${name(item)}: ${count} ${what} had both`,
    })),
    ...popular.map(({ item, count }, at) => ({
      tier: 3 as const,
      reference: at + 1,
      baskets: count,
      strength: count / baskets,
      expected: expected(item, count / baskets),
      reason: `popular: in ${count} of ${baskets} ${what}`,
    })),
  ];
}

/** A rule in a sentence, with its figures. */
export function ruleSentence(
  { left, right, count, leftCount }: Rule,
  fitted: Pick<BasketFitted, 'names' | 'unit'>,
): string {
  const name = itemName(fitted.names);
  const share = ((100 * count) / leftCount).toFixed(1);
  return `${unitWord(fitted)} with ${left.map(name).join(' and ')} have ${right.map(name).join(' and ')} too in ${share} % (${count} of ${leftCount})`;
}

function unitWord({ unit }: Pick<BasketFitted, 'unit'>): string {
  return unit === 'order' ? 'orders' : 'baskets';
}
