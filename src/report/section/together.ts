import { type DataTable, figure, openTable, section } from '../block.js';
import { scatter } from '../chart/scatter.js';
import type { ReportData } from '../data.js';
import { count, decimal, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';
import { ruleMatrix, ruleNetwork } from './rule-groups.js';
import { ruleWorth } from './rule-worth.js';

type RuleRow = ReportData['together'][number];
type NextRow = ReportData['suggested'][number];

/** What is bought together, and what is suggested next; nothing where the project has no rules. */
export function togetherSection(data: ReportData): Markup | null {
  const { together: rules, suggested } = data;
  const [first] = rules;
  if (!first) return null;
  const lead = html`Orders with <bdi>${first.left_side}</bdi> have <bdi>${first.right_side}</bdi> too in ${share(first.confidence)}, ${first.lift.toFixed(1)} times as often as all orders.`;
  return section('together', 'Bought together', lead, [
    figure(
      'Rules by how often they hold',
      note,
      chart(rules),
      ruleTable(rules, 'the rules of the greatest lift that no shorter rule says as well'),
    ),
    ruleMatrix(rules),
    ruleNetwork(rules),
    openTable('The strongest rules', ruleTable(rules.slice(0, shown), 'the first ten')),
    ...ruleWorth(data),
    openTable('Suggested next', {
      caption:
        'From report.next_product: what is suggested to most customers first; score.next_product has each customer',
      columns: [
        ...words('Product', 'Name'),
        ...numbers('Customers', 'Due again', 'By a rule', 'By a pair', 'As popular'),
      ],
      rows: suggested.map(nextCells),
    }),
  ]);
}

const shown = 10;
const note = 'A point per rule: how many orders it is in, how often it holds, and (its size) its lift';

function ruleTable(rules: RuleRow[], which: string): DataTable {
  return {
    caption: `From report.rule: ${which}`,
    columns: [...words('Bought', 'Then also'), ...numbers('Orders', 'Of all orders', 'Confidence', 'Lift')],
    rows: rules.map(ruleCells),
  };
}

function ruleCells(row: RuleRow): string[] {
  return [
    row.left_side,
    row.right_side,
    count(row.baskets),
    share(row.support),
    share(row.confidence),
    decimal(row.lift, 2),
  ];
}

function nextCells(row: NextRow): string[] {
  const figures = [row.customers, row.by_repeat, row.by_rule, row.by_pair, row.by_popularity];
  return [row.item_id ?? '', row.name ?? '', ...figures.map(count)];
}

function chart(rules: RuleRow[]): Markup {
  const most = Math.max(...rules.map(({ lift }) => lift));
  return scatter({
    id: 'chart-together',
    title: 'Rules by support and confidence',
    description: 'A point per rule; to the right in more orders, upwards more often true, larger with a greater lift.',
    points: rules.map(({ support, confidence, lift }) => ({ x: support, y: confidence, size: lift / most })),
    pins: rules.slice(0, 1).map(({ support, confidence, left_side, right_side }) => ({
      x: support,
      y: confidence,
      text: `${left_side} → ${right_side}`,
    })),
    xTitle: 'of all orders',
    yTitle: 'confidence',
    write: share,
  });
}
