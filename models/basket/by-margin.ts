import type { Learnt } from './learn.js';

/** How likely something is bought that is suggested for a reason, as the counts behind it say. */
export const likelihood = {
  repeat: ({ share }: Learnt['cycles'][number]) => share,
  rule: ({ count, leftCount, recent }: Learnt['rules'][number]) => recent ?? count / leftCount,
  pair: ({ count, itemCount }: Learnt['pairs'][number]) => count / itemCount,
  popular: ({ count }: Learnt['popular'][number], baskets: number) => count / baskets,
};

type Ranked = Pick<Learnt, 'rules' | 'pairs' | 'cycles' | 'popular'>;

/** The same, of each origin what leaves most first: its likelihood times the margin of the product, none where that is not known. Equal ones stay as they are. */
export function byMargin<Given extends Ranked>(
  learnt: Given,
  margins: ReadonlyMap<number, number>,
  baskets: number,
): Given {
  const margin = (item: number | undefined) => margins.get(item ?? -1) ?? 0;
  const first = <One>(list: readonly One[], expected: (one: One) => number) =>
    list
      .map(one => ({ one, expected: expected(one) }))
      .sort((a, b) => b.expected - a.expected)
      .map(({ one }) => one);
  return {
    ...learnt,
    cycles: first(learnt.cycles, one => likelihood.repeat(one) * margin(one.item)),
    rules: first(learnt.rules, one => likelihood.rule(one) * margin(one.right[0])),
    pairs: first(learnt.pairs, one => likelihood.pair(one) * margin(one.other)),
    popular: first(learnt.popular, one => likelihood.popular(one, baskets) * margin(one.item)),
  };
}
