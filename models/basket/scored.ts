import { doubles, integers, type Table, texts } from '../../src/table.js';
import type { Findings, LearntTable, Row, Scores } from '../model.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import { measuresOf } from './measures.js';
import { nextProductSelect } from './next-product.js';
import { reasonsOf, ruleSentence } from './reason.js';
import { redundantRules } from './redundant.js';

/** What score.basket looks like. */
export const basketScores: Scores = {
  sentence: 'One row per customer with a product bought: what to suggest next, the best first, and why.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    item: 'integer',
    origin: 'varchar',
    suggestions: 'varchar',
    model_version: 'integer',
  },
  score: 'cast(item as varchar)',
  class: 'origin',
};

/** What was learnt beside the scores. */
export const basketTables: LearntTable<BasketFitted>[] = [
  {
    table: 'score.rule',
    sentence:
      'One row per rule: who has bought the items of the left side in one order has bought that of the right side too.',
    key: ['rule_number'],
    columns: {
      rule_number: 'integer',
      left_items: 'varchar',
      right_item: 'integer',
      left_side: 'varchar',
      right_side: 'varchar',
      size: 'integer',
      baskets: 'integer',
      support: 'double',
      confidence: 'double',
      lift: 'double',
      is_redundant: 'integer',
      sentence: 'varchar',
    },
    reads: [],
    make: ruleTable,
  },
  {
    table: 'score.suggestion_reason',
    sentence:
      'One row per rule, pair and popular item that suggestions come from: how strong it is, in how many orders it was seen, and in words.',
    key: ['tier', 'reference'],
    columns: {
      tier: 'integer',
      reference: 'integer',
      baskets: 'integer',
      strength: 'double',
      reason: 'varchar',
    },
    reads: [],
    make: reasonTable,
  },
  {
    table: 'score.next_product',
    sentence:
      'One row per customer and suggested product, the best first: where the suggestion comes from, and on how many orders it rests.',
    key: ['customer_id', 'place'],
    columns: {
      customer_id: 'varchar',
      as_of: 'date',
      place: 'integer',
      item: 'integer',
      item_id: 'varchar',
      name: 'varchar',
      origin: 'varchar',
      reference: 'integer',
      baskets: 'integer',
      strength: 'double',
      reason: 'varchar',
    },
    reads: ['score.basket', 'score.suggestion_reason', 'feature.item'],
    make: () => nextProductSelect,
  },
];

/** The rules of the greatest lift. */
export const basketFindings: Findings = {
  select: `select sentence, lift, rule_number
from score.rule
order by lift desc, rule_number
limit 3`,
  say: ({ sentence }: Row) => String(sentence),
};

function ruleTable({ rules, names, baskets }: BasketFitted): Table {
  const name = itemName(names);
  const redundant = redundantRules(rules);
  const measures = rules.map(rule => measuresOf(rule, baskets));
  return {
    rows: rules.length,
    columns: [
      integers('rule_number', rules, (_, at) => at + 1),
      texts('left_items', rules, ({ left }) => left.join(' ')),
      integers('right_item', rules, ({ right }) => right),
      texts('left_side', rules, ({ left }) => left.map(name).join(' + ')),
      texts('right_side', rules, ({ right }) => name(right)),
      integers('size', rules, ({ left }) => left.length + 1),
      integers('baskets', rules, ({ count }) => count),
      doubles('support', measures, ({ support }) => support),
      doubles('confidence', measures, ({ confidence }) => confidence),
      doubles('lift', measures, ({ lift }) => lift),
      integers('is_redundant', rules, rule => Number(redundant.has(rule))),
      texts('sentence', rules, rule => ruleSentence(rule, names)),
    ],
  };
}

function reasonTable(fitted: BasketFitted): Table {
  const reasons = reasonsOf(fitted);
  return {
    rows: reasons.length,
    columns: [
      integers('tier', reasons, ({ tier }) => tier),
      integers('reference', reasons, ({ reference }) => reference),
      integers('baskets', reasons, ({ baskets }) => baskets),
      doubles('strength', reasons, ({ strength }) => strength),
      texts('reason', reasons, ({ reason }) => reason),
    ],
  };
}
