import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import { measureOf, measuresOf } from './measures.js';
import type { BasketOptions } from './options.js';
import { redundantRules } from './redundant.js';

/** How many rules stand in an answer where nobody says. */
const shown = 20;

/** The answer of one file by its names; of the rules it shows those that come first. */
export function answerOf(
  { baskets, items, complete, itemsets, ruleCount, ...fitted }: BasketFitted,
  { top = shown, measures = [] }: BasketOptions,
): Record<string, unknown> {
  const { reason, lengthReached, oversized, rules, names } = fitted;
  const redundant = redundantRules(rules);
  const name = itemName(names);
  const first = rules.slice(0, top).map(rule => ({
    left: rule.left.map(name),
    right: rule.right.map(name),
    baskets: rule.count,
    ...measuresOf(rule, baskets),
    ...Object.fromEntries(measures.map(one => [one, measureOf(one, rule, baskets)])),
    redundant: redundant.has(rule),
  }));
  const cut = complete ? {} : { reason, length_reached: lengthReached };
  const left = oversized.baskets > 0 ? { left_out: oversized } : {};
  return { baskets, items, complete, ...cut, ...left, itemsets, rules: { ...ruleCount, top: first } };
}
