import { learntTable } from '../learnt-table.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';

/** Products that may be bought instead of each other. */
export const apartTable = learntTable({
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
  rows: ({ valued, names }: BasketFitted) => {
    const name = itemName(names);
    return (valued?.apart ?? []).map(({ items: [item, other], count, expected, lift, chance, chanceFdr }, at) => ({
      place: at + 1,
      item,
      other,
      name: name(item),
      other_name: name(other),
      baskets: count,
      expected,
      lift,
      p_value: chance,
      p_value_fdr: chanceFdr,
    }));
  },
});
