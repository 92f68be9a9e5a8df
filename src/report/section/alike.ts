import { count as counted } from '../../count.js';
import { type DataTable, figure, openTable, section } from '../block.js';
import { sizeAndRevenue } from '../chart/size-and-revenue.js';
import type { ReportData } from '../data.js';
import { featureName, featureValue } from '../feature.js';
import { count, difference, type Formats, none, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';
import { attributeTable, mixTable } from './alike-profile.js';
import { driftTable, stageTable } from './alike-stages.js';
import { brings } from './brings.js';

type ProfileRow = ReportData['profile'][number];
type TraitRow = ReportData['traits'][number];

/** The segments of customers who are alike, and what sets each apart; nothing where the project has none. */
export function alikeSection(data: ReportData, formats: Formats): Markup | null {
  const { profile, traits, rules, attributes, mix, stages, drift } = data;
  const [first] = profile;
  if (!first) return null;
  const lead =
    profile.length === 1
      ? html`All customers are one group: they are too few, or too alike, to tell more of them apart.`
      : html`Customers fall into ${counted(profile.length, 'group')} by how they buy. <bdi>${first.segment}</bdi> are ${share(first.customer_share)} of them${brings(first.revenue_share)}.`;
  const apart = profile.flatMap(row => traitRows(row, traits, formats));
  return section('alike', 'Customers alike', lead, [
    figure(
      'Groups by size and revenue',
      'Share of customers and share of revenue, by revenue',
      sizeAndRevenue('chart-alike', 'group', profile, formats),
      {
        caption: 'From report.segment_profile',
        columns: headings,
        rows: profile.map(row => cells(row, formats)),
      },
    ),
    fewNote(profile),
    openTable('Stages of life', stageTable(stages)),
    openTable('What sets each group apart', apartTable(apart)),
    openTable('What else they are like', attributeTable(profile, attributes, formats)),
    openTable('What each group buys', mixTable(profile, mix)),
    rules.length > 1 ? openTable('Rules in words', rulesTable(rules)) : null,
    openTable('What has moved since the groups were learnt', driftTable(drift)),
  ]);
}

function apartTable(rows: string[][]): DataTable {
  return {
    caption:
      'From score.segment_center: the mean of the group, and how many standard deviations of all customers (with stages, of those of its stage) its centre lies from theirs',
    columns: [...words('Group', 'What'), ...numbers('On average', 'Apart by')],
    rows,
    isGrouped: true,
  };
}

const few = 10;

/** Means of a handful of customers are about those customers. */
function fewNote(profile: ProfileRow[]): Markup | null {
  const small = profile.filter(row => row.customers < few).map(row => row.segment);
  if (small.length === 0) return null;
  return html`<p class="note">Fewer than ${few} customers, so of little weight: <bdi>${small.join('; ')}</bdi>.</p>`;
}

const headings = [
  ...words('Number', 'Group'),
  ...numbers('Customers', 'Share', 'Orders', 'Revenue', 'Share', 'Share of margin'),
  ...numbers('Revenue per customer', 'Orders per customer', 'Days since last purchase'),
];
const traitsShown = 4;

function cells(row: ProfileRow, formats: Formats): string[] {
  return [
    String(row.segment_number),
    row.segment,
    count(row.customers),
    share(row.customer_share),
    count(row.orders),
    formats.money(row.revenue),
    share(row.revenue_share),
    share(row.margin_share),
    formats.money(row.revenue_per_customer),
    count(row.orders_per_customer),
    count(row.recency_days),
  ];
}

/** The columns in which a group lies farthest from all customers; the rows come in that order. */
function traitRows({ segment_number, segment }: ProfileRow, traits: TraitRow[], formats: Formats): string[][] {
  return traits
    .filter(row => row.segment_number === segment_number)
    .slice(0, traitsShown)
    .map(row => [
      segment,
      featureName(row.column_name),
      row.mean === null ? none : featureValue(row.column_name, row.mean, formats),
      difference(row.deviations),
    ]);
}

function rulesTable(rules: ReportData['rules']): DataTable {
  const all = rules.reduce((sum, row) => sum + row.customers, 0);
  const right = rules.reduce((sum, row) => sum + row.customers * row.right_share, 0);
  return {
    caption: `From score.segment_rule: together they are right for ${share(right / all)} of the customers; the group itself is that of the nearest centre`,
    columns: [...words('Group', 'Rule'), ...numbers('Customers', 'Right for', 'Of the group')],
    rows: rules.map(row => [
      row.segment,
      row.words,
      count(row.customers),
      share(row.right_share),
      share(row.segment_share),
    ]),
  };
}
