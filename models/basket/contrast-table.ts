import { doubles, integers, texts } from '../../src/table.js';
import type { LearntTable } from '../model.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import type { Rule } from './rules.js';

/** Rules beside each other in the parts of the baskets. */
export const contrastTable: LearntTable<BasketFitted> = {
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
  reads: [],
  make: ({ contrast, rules, names }) => {
    const name = itemName(names);
    const told = (contrast?.rules ?? []).flatMap((tested, place) =>
      tested.parts.map((own, at) => ({
        ...tested,
        ...own,
        place,
        part: contrast?.parts[at] ?? { part: '', baskets: 0 },
        sides: rules[tested.rule] as Rule,
      })),
    );
    return {
      rows: told.length,
      columns: [
        integers('place', told, ({ place }) => place + 1),
        integers('rule_number', told, ({ rule }) => rule + 1),
        texts('left_side', told, ({ sides }) => sides.left.map(name).join(' + ')),
        texts('right_side', told, ({ sides }) => sides.right.map(name).join(' + ')),
        texts('part', told, ({ part }) => part.part),
        integers('part_baskets', told, ({ part }) => part.baskets),
        integers('left_baskets', told, ({ leftCount }) => leftCount),
        integers('baskets', told, ({ count }) => count),
        doubles('confidence', told, ({ count, leftCount }) => (leftCount > 0 ? count / leftCount : null)),
        doubles('lift', told, ({ lift }) => lift),
        doubles('statistic', told, ({ statistic }) => statistic),
        doubles('p_value', told, ({ chance }) => chance),
        doubles('p_value_fdr', told, ({ chanceFdr }) => chanceFdr),
      ],
    };
  },
};
