import type { BasketFitted } from './fit.js';
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
  const name = (item: number) => names[item] ?? String(item);
  const top = rules
    .map(rule => ({ rule, lift: (rule.count * baskets) / (rule.leftCount * rule.rightCount) }))
    .sort((a, b) => b.lift - a.lift)
    .slice(0, shown)
    .map(({ rule, lift }) => ({
      left: rule.left.map(name),
      right: name(rule.right),
      baskets: rule.count,
      support: rule.count / baskets,
      confidence: rule.count / rule.leftCount,
      lift,
      redundant: redundant.has(rule),
    }));
  const cut = complete ? {} : { reason, length_reached: lengthReached };
  const left = oversized.baskets > 0 ? { left_out: oversized } : {};
  return { baskets, items, complete, ...cut, ...left, itemsets, rules: { ...ruleCount, top } };
}
