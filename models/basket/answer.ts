import type { Contrast } from './contrast.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import { measureOf, measuresOf } from './measures.js';
import type { BasketOptions } from './options.js';
import { redundantRules } from './redundant.js';
import type { Rule } from './rules.js';
import type { Valued } from './value.js';

/** How many rules stand in an answer where nobody says. */
export const shown = 20;

/** The answer of one file by its names; of the rules it shows those that come first. */
export function answerOf(
  { baskets, items, complete, itemsets, ruleCount, ...fitted }: BasketFitted,
  { top = shown, measures = [] }: BasketOptions,
): Record<string, unknown> {
  const { reason, lengthReached, oversized, rules, names } = fitted;
  const redundant = redundantRules(rules);
  const name = itemName(names);
  const { contrast, valued } = fitted;
  const first = rules.slice(0, top).map((rule, at) => ({
    left: rule.left.map(name),
    right: rule.right.map(name),
    baskets: rule.count,
    ...measuresOf(rule, baskets),
    ...Object.fromEntries(measures.map(one => [one, measureOf(one, rule, baskets)])),
    ...valueOfRule(valued, at),
    redundant: redundant.has(rule),
  }));
  const cut = complete ? {} : { reason, length_reached: lengthReached };
  const left = oversized.baskets > 0 ? { left_out: oversized } : {};
  return {
    baskets,
    items,
    complete,
    ...cut,
    ...left,
    itemsets,
    rules: { ...ruleCount, top: first },
    ...(contrast && { contrast: contrastTold(contrast, rules, name, top) }),
    ...(valued && { value: { total: valued.total, apart: apartTold(valued, name).slice(0, top) } }),
  };
}

/** The further tables of an answer. */
export function answerSheets(fitted: BasketFitted, { top = shown }: BasketOptions) {
  const { contrast, valued, rules, names } = fitted;
  const name = itemName(names);
  const inWords = (items: string[]) => items.join(' + ');
  return [
    ...(contrast
      ? [
          {
            name: 'contrast',
            rows: contrastTold(contrast, rules, name, top).rules.map(({ left, right, parts, ...figures }) => ({
              left_side: inWords(left),
              right_side: inWords(right),
              lifts: parts.map(({ part, lift }) => `${part} ${lift === null ? 'none' : lift.toFixed(2)}`).join(', '),
              ...figures,
            })),
          },
        ]
      : []),
    ...(valued
      ? [
          {
            name: 'value',
            rows: rules.slice(0, top).map((rule, at) => ({
              left_side: inWords(rule.left.map(name)),
              right_side: inWords(rule.right.map(name)),
              ...valueOfRule(valued, at),
            })),
          },
          {
            name: 'apart',
            rows: apartTold(valued, name)
              .slice(0, top)
              .map(({ items, ...figures }) => ({ items: inWords(items), ...figures })),
          },
        ]
      : []),
  ];
}

function contrastTold({ parts, rules: tested }: Contrast, rules: Rule[], name: (item: number) => string, top: number) {
  return {
    parts,
    tested: tested.length,
    rules: tested.slice(0, top).map(({ rule, parts: own, statistic, chance, chanceFdr }) => ({
      left: (rules[rule] as Rule).left.map(name),
      right: (rules[rule] as Rule).right.map(name),
      parts: own.map(({ count, leftCount, lift }, at) => ({
        part: (parts[at] as Contrast['parts'][number]).part,
        baskets: count,
        confidence: leftCount > 0 ? count / leftCount : null,
        lift,
      })),
      statistic,
      p_value: chance,
      p_value_fdr: chanceFdr,
    })),
  };
}

function valueOfRule(valued: Valued | undefined, at: number) {
  const own = valued?.rules[at];
  return (
    own && {
      value: own.value,
      value_support: valued.total > 0 ? own.value / valued.total : null,
      attach_value: own.attached,
    }
  );
}

function apartTold({ apart }: Valued, name: (item: number) => string) {
  return apart.map(({ items, count, expected, lift, chance, chanceFdr }) => ({
    items: items.map(name),
    baskets: count,
    expected,
    lift,
    p_value: chance,
    p_value_fdr: chanceFdr,
  }));
}
