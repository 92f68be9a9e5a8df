import { count } from '../../src/count.js';
import { shareWords } from '../../src/share-words.js';
import type { Words } from '../model.js';
import type { BasketFitted } from './fit.js';

/** What the numbers mean, what the data did not suffice for, and how well suggestions foretold. */
export function words(fitted: BasketFitted): Words {
  return { definitions: [...definitions(fitted), ...asked(fitted)], warnings: warnings(fitted), notes: notes(fitted) };
}

function definitions({ origin }: BasketFitted): string[] {
  const isOfFile = origin === 'file';
  return [
    isOfFile
      ? 'basket: the items of the records that are one basket, each once'
      : 'basket: the products sold in one order, or in all orders of a customer that are taken as one, each once, up to the as-of date',
    'support: the share of the baskets that have all items of a rule',
    'confidence: the share of the baskets with the left side that have the right one too',
    'lift: confidence divided by the share of all baskets that have the right side; 1 where the two sides do not depend on each other',
    'p_value: the probability of so many baskets with both sides by chance (Fisher, one-sided); holm and fdr are adjusted for all rules found',
    `later_confidence: the confidence in the baskets held out, ${isOfFile ? 'the share --holdout,' : 'the last fifth by day,'} of rules that the others give as well`,
    ...(isOfFile ? [] : ofSuggestions),
  ];
}

const ofSuggestions = [
  'origin: repeat, a product that they bought and that is usually bought again after no more days than have gone by; rule, by the first rule whose left side was bought, the one of the highest confidence; pair, by the item bought with theirs most alike; popular, by the number of baskets',
  'strength: of a rule its confidence, of a pair how alike the two are (by the similarity chosen), of a repeat the share of buyers who came again, of a popular item its share of the baskets',
];

function asked({ contrast, valued, complete, lengthReached }: BasketFitted): string[] {
  return [
    ...(complete
      ? []
      : [`rule: of at most ${count(lengthReached, 'item')}, both sides together; those of more are missing`]),
    ...(contrast
      ? [
          "contrast: whether a rule has the same lift in all parts (Cochran's Q on ln lift), adjusted for the share of false discoveries",
        ]
      : []),
    ...(valued
      ? [
          'value: what the items of a rule brought in the baskets with all of them; value_support: its share of what all items brought',
          'attach_value: what the right side brought there, per basket with the left side',
          'apart: pairs in fewer baskets than by chance (Fisher, false discoveries at most 5 %), which may be bought instead of each other',
        ]
      : []),
  ];
}

function warnings({
  contrast,
  baskets,
  entries,
  minimumCount,
  itemsets,
  target,
  rules,
  complete,
  reason,
  lengthReached,
  oversized,
  eligible,
}: BasketFitted): string[] {
  const hasCompany = entries > baskets;
  return [
    ...(baskets === 0 && oversized.baskets === 0
      ? ['basket: there are no baskets, so nothing goes with anything']
      : []),
    ...(itemsets.total > 0 && hasCompany ? onceWords(baskets, minimumCount) : []),
    ...(baskets > 0 && target === 'rules' && rules.length === 0
      ? [
          hasCompany
            ? 'basket: no rule has the support and confidence asked for; lower the support or the confidence'
            : 'basket: no basket has more than one item, so nothing goes with anything',
        ]
      : []),
    ...(complete || reason === 'length'
      ? []
      : [
          `basket: itemsets of more than ${count(lengthReached, 'item')} are missing: the search met its limit of ${reason}`,
        ]),
    ...(eligible.unknown.length > 0
      ? [`basket.suggest leaves out what was never sold: ${eligible.unknown.join(', ')}`]
      : []),
    ...(contrast && rules.length > 0 && contrast.rules.length === 0
      ? [`basket: rules are compared between 2 to 20 parts, and there are ${contrast.parts.length}`]
      : []),
    ...(oversized.baskets > 0
      ? [
          `basket: left out, for having more than ${oversized.largest} items: ${count(oversized.baskets, 'basket')} with ${shareWords(oversized.share)} of the entries`,
        ]
      : []),
  ];
}

/** Warns of a support that one basket has: everything that was ever together is then looked for. */
export function onceWords(baskets: number, minimum: number): string[] {
  if (minimum > 1 || baskets === 0) return [];
  if (baskets === 1) return ['basket: there is one basket, so that whatever was together once counts'];
  // Three digits, not less than one basket's share.
  const scale = 10 ** (String(baskets).length + 2);
  return [
    `basket: by this support one of the ${count(baskets, 'basket')} is enough, so that whatever was together once counts; a support above ${Math.ceil(scale / baskets) / scale} asks for two`,
  ];
}

function notes({
  baskets,
  items,
  itemsets,
  rules,
  ruleCount,
  cycles,
  evaluation,
  isUseful,
  suggestions,
  reason,
  lengthReached,
}: BasketFitted): string[] {
  const mined = [
    `basket: ${count(ruleCount.total, 'rule')} (${rules.length.toLocaleString('en-US')} kept) of ${count(itemsets.total, 'itemset')} in ${count(baskets, 'basket')}, of ${count(items, 'different item')}`,
    ...(reason === 'length'
      ? [
          `basket: there are itemsets of more than ${count(lengthReached, 'item')}, which are missing; raise the length for them`,
        ]
      : []),
  ];
  if (!evaluation) return mined;
  const { model, popularity } = evaluation;
  const again = cycles.length > 0 ? ' or due again' : '';
  const figures = `of ${count(evaluation.baskets, 'later basket')} with something new to the customer${again} ${shareWords(model.hit)} had one of ${count(suggestions, 'suggestion')} (without rules and pairs ${shareWords(popularity.hit)}), ${shareWords(model.revenue)} of that by revenue (${shareWords(popularity.revenue)}), mean average precision ${model.map.toFixed(4)} against ${popularity.map.toFixed(4)}`;
  return [
    ...mined,
    `basket: ${figures}${isUseful ? '' : `: so only ${again && 'what is due again and '}popular items are suggested`}`,
  ];
}
