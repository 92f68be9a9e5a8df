import { type Column, doubles, integers, type Table, texts } from '../../src/table.js';
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
  {
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
      expected_margin: 'double',
      reason: 'varchar',
    },
    reads: [],
    make: reasonTable,
  },
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

function ruleTable(fitted: BasketFitted): Table {
  const { rules, names, baskets } = fitted;
  const name = itemName(names);
  const redundant = redundantRules(rules);
  const measures = rules.map(rule => measuresOf(rule, baskets));
  return {
    rows: rules.length,
    columns: [
      integers('rule_number', rules, (_, at) => at + 1),
      texts('left_items', rules, ({ left }) => left.join(' ')),
      texts('right_items', rules, ({ right }) => right.join(' ')),
      texts('left_side', rules, ({ left }) => left.map(name).join(' + ')),
      texts('right_side', rules, ({ right }) => right.map(name).join(' + ')),
      integers('size', rules, ({ left, right }) => left.length + right.length),
      integers('baskets', rules, ({ count }) => count),
      ...measureNames.map(name => doubles(name, measures, one => one[name])),
      wholes('later_baskets', measures, one => one.later_baskets),
      doubles('later_confidence', measures, one => one.later_confidence),
      doubles('recent_confidence', rules, ({ recent = null }) => recent),
      ...worthColumns(fitted),
      integers('is_redundant', rules, rule => Number(redundant.has(rule))),
      texts('sentence', rules, rule => ruleSentence(rule, fitted)),
    ],
  };
}

const measureNames = [
  'support',
  'confidence',
  'lift',
  'leverage',
  'conviction',
  'cosine',
  'improvement',
  'p_value',
  'p_value_holm',
  'p_value_fdr',
] as const;

/** What the rules are worth; nothing where that was not asked. */
function worthColumns({ rules, valued }: BasketFitted): Column[] {
  const own = (at: number) => valued?.rules[at];
  const places = rules.map((_, at) => at);
  return [
    doubles('value', places, at => own(at)?.value ?? null),
    doubles('value_support', places, at => (valued?.total ? (own(at)?.value ?? 0) / valued.total : null)),
    doubles('attach_value', places, at => own(at)?.attached ?? null),
  ];
}

/** A column of whole numbers; null is no value. */
function wholes<Item>(name: string, items: readonly Item[], value: (item: Item) => number | null): Column {
  const given = items.map(value);
  const present = Uint8Array.from(given, one => Number(one !== null));
  return { ...integers(name, given, one => one ?? 0), present };
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
      doubles('expected_margin', reasons, ({ expected }) => expected),
      texts('reason', reasons, ({ reason }) => reason),
    ],
  };
}
