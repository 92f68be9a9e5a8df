import { openTable } from '../block.js';
import type { ReportData } from '../data.js';
import { count, decimal, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

/** Rules that differ between parts of the baskets, what rules bring, and what is bought instead of each other; nothing of what was not asked. */
export function ruleWorth({ contrasted, worth, apart }: ReportData): (Markup | null)[] {
  return [
    openTable('Rules that differ', {
      caption:
        'From score.rule_contrast: the ten rules whose lift differs most surely between the parts, at most 5 % of all such ones by chance',
      columns: [...words('Bought', 'Then also', 'In'), ...numbers('Orders', 'Of', 'Lift')],
      rows: contrasted.map(row => [
        row.left_side,
        row.right_side,
        row.part,
        count(row.baskets),
        count(row.left_baskets),
        decimal(row.lift, 2),
      ]),
    }),
    openTable('Rules by value', {
      caption:
        'From score.rule: the ten that bring most; the added value is that of the right side per order with the left one',
      columns: [...words('Bought', 'Then also'), ...numbers('Orders', 'Value', 'Of all value', 'Added value')],
      rows: worth.map(row => [
        row.left_side,
        row.right_side,
        count(row.baskets),
        count(Math.round(row.value)),
        share(row.value_support),
        decimal(row.attach_value, 2),
      ]),
    }),
    openTable('Bought instead of each other', {
      caption:
        'From score.rule_apart: the ten pairs of products that are most surely in fewer orders together than by chance',
      columns: [...words('Product', 'Product'), ...numbers('Orders', 'By chance', 'Lift')],
      rows: apart.map(row => [
        row.name,
        row.other_name,
        count(row.baskets),
        decimal(row.expected, 1),
        decimal(row.lift, 2),
      ]),
    }),
  ];
}
