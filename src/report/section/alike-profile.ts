import type { DataTable } from '../block.js';
import type { ReportData } from '../data.js';
import { featureName, featureValue } from '../feature.js';
import { type Formats, none, share } from '../format.js';
import { numbers, words } from '../table-columns.js';

type Groups = ReportData['profile'];
type AttributeRow = ReportData['attributes'][number];
type MixRow = ReportData['mix'][number];

const attributesShown = 4;

/** What the customers of each group are like otherwise: the attributes that differ most and beyond chance. */
export function attributeTable(groups: Groups, attributes: AttributeRow[], formats: Formats): DataTable {
  const rows = groups.flatMap(group =>
    attributes.filter(row => row.segment_number === group.segment_number).slice(0, attributesShown),
  );
  return {
    caption:
      'From score.segment_attribute: means, of words shares, of what the groups were not made of; beyond chance at a false discovery rate of 5\u00a0%',
    columns: [...words('Group', 'What'), ...numbers('Here', 'All', 'Lift')],
    rows: rows.map(row => [
      row.segment,
      row.value === '' ? featureName(row.column_name) : row.words,
      figureOf(row, row.here, formats),
      figureOf(row, row.everyone, formats),
      times(row.lift),
    ]),
    isGrouped: true,
  };
}

const kinds = [
  ['product', 'Products'],
  ['category', 'Categories'],
  ['channel', 'Channels'],
  ['rfm', 'RFM segments'],
] as const;

/** What each group buys and through what, and where it stands by RFM: the first three of each, with their share and their lift. */
export function mixTable(groups: Groups, mix: MixRow[]): DataTable {
  const shown = kinds.filter(([kind]) => mix.some(row => row.kind === kind));
  return {
    caption:
      'From report.segment_mix: share of the revenue, the orders or the customers of the group, and times that of all',
    columns: [{ name: 'Group' }, ...shown.map(([, name]) => ({ name }))],
    rows: groups.map(({ segment, segment_number }) => {
      const own = mix.filter(row => row.segment_number === segment_number);
      return [segment, ...shown.map(([kind]) => membersText(own.filter(row => row.kind === kind)))];
    }),
  };
}

function membersText(rows: MixRow[]): string {
  return rows.map(row => `${row.member} ${share(row.share)} (${times(row.lift)})`).join(', ') || none;
}

/** A share in percent, a mean with its unit. */
function figureOf({ value, column_name: column }: AttributeRow, figure: number, formats: Formats): string {
  return value !== '' ? share(figure) : featureValue(column, figure, formats);
}

function times(lift: number | null): string {
  return lift === null ? none : `\u00d7${Number(lift.toPrecision(2))}`;
}
