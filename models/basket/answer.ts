import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import { measuresOf } from './measures.js';
import { redundantRules } from './redundant.js';

/** How many rules stand in an answer. */
const shown = 20;

/** The answer of one file by its names; the rules that it shows are those of the greatest lift. */
export function answerOf({
  baskets,
  items,
  complete,
  itemsets,
  ruleCount,
  ...fitted
}: BasketFitted): Record<string, unknown> {
  const { reason, lengthReached, oversized, rules, names } = fitted;
  const redundant = redundantRules(rules);
  const name = itemName(names);
  const top = rules
    .map(rule => ({ rule, measures: measuresOf(rule, baskets) }))
    .sort((a, b) => b.measures.lift - a.measures.lift)
    .slice(0, shown)
    .map(({ rule, measures }) => ({
      left: rule.left.map(name),
      right: name(rule.right),
      baskets: rule.count,
      ...measures,
      redundant: redundant.has(rule),
    }));
  const cut = complete ? {} : { reason, length_reached: lengthReached };
  const left = oversized.baskets > 0 ? { left_out: oversized } : {};
  return { baskets, items, complete, ...cut, ...left, itemsets, rules: { ...ruleCount, top } };
}
