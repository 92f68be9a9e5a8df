import { learntTable } from '../learnt-table.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import type { Rule } from './rules.js';

/** Rules beside each other in the parts of the baskets. */
export const contrastTable = learntTable({
  table: 'score.rule_contrast',
  sentence:
    'One row per rule and part of the baskets, the rules first whose lift differs most surely between the parts.',
  key: ['place', 'part'],
  columns: {
    place: 'integer',
    rule_number: 'integer',
    left_side: 'varchar',
    right_side: 'varchar',
    part: 'varchar',
    part_baskets: 'integer',
    left_baskets: 'integer',
    baskets: 'integer',
    confidence: 'double',
    lift: 'double',
    statistic: 'double',
    p_value: 'double',
    p_value_fdr: 'double',
  },
  rows: ({ contrast, rules, names }: BasketFitted) => {
    const name = itemName(names);
    return (contrast?.rules ?? []).flatMap((tested, place) => {
      const { left, right } = rules[tested.rule] as Rule;
      return tested.parts.map(({ count, leftCount, lift }, at) => ({
        place: place + 1,
        rule_number: tested.rule + 1,
        left_side: left.map(name).join(' + '),
        right_side: right.map(name).join(' + '),
        part: contrast?.parts[at]?.part ?? '',
        part_baskets: contrast?.parts[at]?.baskets ?? 0,
        left_baskets: leftCount,
        baskets: count,
        confidence: leftCount > 0 ? count / leftCount : null,
        lift,
        statistic: tested.statistic,
        p_value: tested.chance,
        p_value_fdr: tested.chanceFdr,
      }));
    });
  },
});
