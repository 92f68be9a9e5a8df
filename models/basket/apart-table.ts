import { doubles, integers, texts } from '../../src/table.js';
import type { LearntTable } from '../model.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';

/** Products that may be bought instead of each other. */
export const apartTable: LearntTable<BasketFitted> = {
  table: 'score.rule_apart',
  sentence:
    'One row per pair of frequent products that are in fewer baskets together than by chance, the surest first.',
  key: ['place'],
  columns: {
    place: 'integer',
    item: 'integer',
    other: 'integer',
    name: 'varchar',
    other_name: 'varchar',
    baskets: 'integer',
    expected: 'double',
    lift: 'double',
    p_value: 'double',
    p_value_fdr: 'double',
  },
  reads: [],
  make: ({ valued, names }) => {
    const name = itemName(names);
    const pairs = valued?.apart ?? [];
    return {
      rows: pairs.length,
      columns: [
        integers('place', pairs, (_, at) => at + 1),
        integers('item', pairs, ({ items }) => items[0]),
        integers('other', pairs, ({ items }) => items[1]),
        texts('name', pairs, ({ items }) => name(items[0])),
        texts('other_name', pairs, ({ items }) => name(items[1])),
        integers('baskets', pairs, ({ count }) => count),
        doubles('expected', pairs, ({ expected }) => expected),
        doubles('lift', pairs, ({ lift }) => lift),
        doubles('p_value', pairs, ({ chance }) => chance),
        doubles('p_value_fdr', pairs, ({ chanceFdr }) => chanceFdr),
      ],
    };
  },
};
