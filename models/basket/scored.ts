import { learntTable } from '../learnt-table.js';
import type { Findings, LearntTable, Row, Scores } from '../model.js';
import { apartTable } from './apart-table.js';
import { contrastTable } from './contrast-table.js';
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
  learntTable({
    table: 'score.rule',
    sentence:
      'One row per rule: who has bought the items of the left side in one order has bought that of the right side too.',
    key: ['rule_number'],
    columns: {
      rule_number: 'integer',
      left_items: 'varchar',
      right_items: 'varchar',
      left_side: 'varchar',
      right_side: 'varchar',
      size: 'integer',
      baskets: 'integer',
      support: 'double',
      confidence: 'double',
      lift: 'double',
      leverage: 'double',
      conviction: 'double',
      cosine: 'double',
      improvement: 'double',
      p_value: 'double',
      p_value_holm: 'double',
      p_value_fdr: 'double',
      later_baskets: 'integer',
      later_confidence: 'double',
      recent_confidence: 'double',
      value: 'double',
      value_support: 'double',
      attach_value: 'double',
      is_redundant: 'integer',
      sentence: 'varchar',
    },
    rows: ruleRows,
  }),
  learntTable({
    table: 'score.suggestion_reason',
    sentence:
      'One row per rule, pair and popular item that suggestions come from: how strong it is, in how many orders it was seen, and in words.',
    key: ['tier', 'reference'],
    columns: {
      tier: 'integer',
      reference: 'integer',
      baskets: 'integer',
      strength: 'double',
      expected_margin: 'double',
      reason: 'varchar',
    },
    rows: (fitted: BasketFitted) => reasonsOf(fitted).map(one => ({ ...one, expected_margin: one.expected })),
  }),
  contrastTable,
  apartTable,
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
      expected_margin: 'double',
      reason: 'varchar',
    },
    reads: ['score.basket', 'score.suggestion_reason', 'feature.item'],
    make: nextProductSelect,
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

function ruleRows(fitted: BasketFitted) {
  const { rules, names, baskets, valued } = fitted;
  const name = itemName(names);
  const redundant = redundantRules(rules);
  return rules.map((rule, at) => {
    const { left, right, count, recent = null } = rule;
    const worth = valued?.rules[at];
    return {
      ...measuresOf(rule, baskets),
      rule_number: at + 1,
      left_items: left.join(' '),
      right_items: right.join(' '),
      left_side: left.map(name).join(' + '),
      right_side: right.map(name).join(' + '),
      size: left.length + right.length,
      baskets: count,
      recent_confidence: recent,
      value: worth?.value ?? null,
      value_support: valued && valued.total > 0 ? (worth?.value ?? 0) / valued.total : null,
      attach_value: worth?.attached ?? null,
      is_redundant: Number(redundant.has(rule)),
      sentence: ruleSentence(rule, fitted),
    };
  });
}
