import { CliError, exitCode } from '../../src/errors.js';
import { minimumCount } from '../../src/stats/itemsets/minimum-count.js';
import type { Choice, Mining, MiningTask } from '../mining.js';
import { answerOf, answerSheets, shown } from './answer.js';
import { chosenOptions } from './chosen.js';
import { entriesOf } from './features.js';
import { fileFeatures } from './file-features.js';
import type { BasketFitted } from './fit.js';
import { usualMegabytes } from './learn.js';
import { type BasketOptions, basketDefaults, targets } from './options.js';
import { onceWords } from './words.js';

/** Where nobody says; arules has the same, but does not say what it cuts. */
const longestRule = 10;

/** Association rules of a file: one record for each item of a basket, or one for each basket with all its items. */
export const mining: Mining<BasketOptions, BasketFitted> = {
  sentence: 'what goes with what: itemsets and association rules of baskets',
  columns: {
    basket: {
      sentence: 'the column that names the basket; the records with the same name are one',
      type: 'id',
      missing: 'refused',
      optional: true,
    },
    item: { sentence: 'the column with one item of a basket', type: 'id', missing: 'left_out', optional: true },
    items: {
      sentence: 'or the column with all items of a basket, blanks between',
      type: 'text',
      missing: 'left_out',
      optional: true,
      named: 'line',
    },
    parent: {
      sentence: 'the column with the group of the item, which is an item, too; several: from the nearest group upwards',
      type: 'text',
      missing: 'kept',
      optional: true,
      many: true,
    },
    customer: {
      sentence: 'without --basket: whose records are one basket, with --time those of a window or session',
      type: 'id',
      missing: 'left_out',
      optional: true,
    },
    time: {
      sentence: 'when it was, a date or a number; with --window or --gap',
      type: 'moment',
      missing: 'refused',
      optional: true,
    },
    contrast: {
      sentence: 'the column with the part that a basket is of: rules are compared between parts',
      type: 'text',
      missing: 'kept',
      optional: true,
    },
    value: {
      sentence: 'the column with what the item brought, such as its margin',
      type: 'money',
      missing: 'kept',
      optional: true,
    },
  },
  choices: {
    support: { sentence: `the least share of the baskets (default: ${basketDefaults.support})`, type: 'number' },
    confidence: { sentence: `the least confidence of a rule (default: ${basketDefaults.confidence})`, type: 'number' },
    length: {
      sentence: `the most items, both sides together (default: ${longestRule}; where there are longer ones, that is said)`,
      type: 'whole',
    },
    target: { sentence: 'what is looked for (default: rules)', type: 'word', words: targets },
    window: { sentence: 'a basket is what a customer had in so much time, of dates in days', type: 'number' },
    gap: { sentence: 'a basket ends where a customer has nothing for longer than this', type: 'number' },
    lhs: { sentence: 'only rules with this item on the left side', type: 'word' },
    rhs: { sentence: 'only rules with this item on the right side', type: 'word' },
    exclude: { sentence: 'no rule with this item', type: 'word' },
    'rhs-length': { sentence: 'the most items on the right side (default: 1)', type: 'whole' },
    by: { sentence: 'the measure that rules are ordered by, as arules names it (default: lift)', type: 'word' },
    top: { sentence: `how many rules are shown (default: ${shown})`, type: 'whole' },
    measures: { sentence: 'further measures of the rules shown, with commas between', type: 'word' },
    improvement: { sentence: 'only rules surer by more than this than any more general one', type: 'number' },
    holdout: { sentence: 'the share of the baskets that is held out, to see how sure rules are there', type: 'number' },
    largest: { sentence: `baskets of more items are not mined (default: ${basketDefaults.largest})`, type: 'whole' },
    memory: {
      sentence: `the most megabytes of the search for itemsets, whose limit is said where it is met, and of the rules, which are refused (default: ${usualMegabytes})`,
      type: 'whole',
    },
  },
  options,
  features: fileFeatures,
  beforehand(features, { support, holdout }) {
    const { baskets } = entriesOf(features);
    return holdout === undefined ? onceWords(baskets, minimumCount(support, baskets)) : [];
  },
  result: answerOf,
  sheets: answerSheets,
  tables: ({ top = shown }) => ({
    rules: `select left_side, right_side, baskets, support, confidence, lift, p_value_holm
from score.rule
order by rule_number
limit ${top}`,
  }),
};

function options(chosen: Record<string, Choice>, columns: MiningTask['columns']): BasketOptions {
  checkColumns(chosen, columns);
  const own = chosenOptions(chosen);
  return {
    ...basketDefaults,
    origin: 'file',
    length: longestRule,
    repurchase: false,
    rules: Math.max(basketDefaults.rules, own.top ?? 0),
    ...own,
    isLengthAsked: own.length !== undefined,
    ...(columns.parent && { categories: columns.parent.length > 1 ? ('path' as const) : true }),
    ...(columns.contrast && { contrast: 'column' as const }),
    ...(columns.value && { valued: true }),
  };
}

/** Baskets come in one of three ways. */
function checkColumns(
  { window, gap }: Record<string, Choice>,
  { basket, item, items, customer, time }: MiningTask['columns'],
): void {
  const isNamed = basket !== undefined && item !== undefined && !items && !customer;
  const isListed = items !== undefined && !basket && !item && !customer;
  const isOfCustomers = customer !== undefined && item !== undefined && !basket && !items;
  const parts = [window, gap].filter(one => one !== undefined).length;
  if (!isNamed && !isListed && !isOfCustomers)
    throw new CliError(
      'mine basket needs the baskets: a column that names them and one with the item',
      exitCode.usage,
      'one record for each item: --basket order_id --item product; one for each basket: --items products, or --lines; of customers: --customer who --item product --time day --window 7',
    );
  if (isOfCustomers ? parts !== (time ? 1 : 0) : parts > 0 || time !== undefined)
    throw new CliError(
      'baskets of customers take --time with --window or --gap, others none of these',
      exitCode.usage,
      'for example --customer who --item product --time day --gap 1',
    );
}
