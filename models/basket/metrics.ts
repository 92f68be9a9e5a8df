import type { BasketFitted } from './fit.js';

/** On how much the rules rest, how many there are, and how well they foretold later baskets. */
export function metrics({
  baskets,
  entries,
  items,
  ruleCount,
  pairs,
  itemsets,
  complete,
  lengthReached,
  evaluation,
}: BasketFitted): Record<string, number> {
  const model = evaluation?.model;
  return {
    baskets,
    entries,
    items,
    itemsets: itemsets.total,
    complete: complete ? 1 : 0,
    length_reached: lengthReached,
    rules: ruleCount.total,
    pairs: pairs.length,
    ...(model && {
      hit: model.hit,
      map: model.map,
      ndcg: model.ndcg,
      coverage: model.coverage,
      revenue: model.revenue,
      popularity_map: evaluation.popularity.map,
    }),
  };
}
