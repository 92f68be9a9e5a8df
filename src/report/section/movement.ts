import { type DataTable, openTable, section } from '../block.js';
import type { ReportData } from '../data.js';
import { longDate } from '../dates.js';
import { count } from '../format.js';
import { html, type Markup } from '../html.js';

type MovementRow = ReportData['movement'][number];
type MoverRow = ReportData['movers'][number];

/** Who changed segment with the last generation that published other scores: the matrix, and entries and exits with their first members. */
export function movementSection({ movement, movers }: ReportData): Markup {
  const [mover] = movers;
  const isFirst = movement.every(row => row.from_segment === nobody.before);
  if (!mover || isFirst) return section('movement', 'Movement', 'No customer has changed segment yet.', []);
  const moved = movement.filter(row => row.from_segment !== row.to_segment);
  const date = mover.as_of && html`, as of ${longDate(mover.as_of)}`;
  const lead = html`Generation ${mover.generation}${date}, moved ${count(sum(moved))} of ${count(sum(movement))} customers to another segment.`;
  return section('movement', 'Movement', lead, [
    openTable('Customers from segment to segment', matrix(movement)),
    openTable('Entries and exits', members(moved, movers)),
  ]);
}

/** In the place of a segment. */
const nobody = { before: '(new)', after: '(gone)' };

function matrix(movement: MovementRow[]): DataTable {
  const found = [...new Set(movement.flatMap(row => [row.from_segment, row.to_segment]))].sort();
  const own = found.filter(name => name !== nobody.before && name !== nobody.after);
  const from = [...own, ...found.filter(name => name === nobody.before)];
  const to = [...own, ...found.filter(name => name === nobody.after)];
  const cells = new Map(movement.map(row => [JSON.stringify([row.from_segment, row.to_segment]), row.customers]));
  return {
    caption: 'From report.segment_movement: rows are the segment before, columns the segment now',
    columns: ['From', ...to].map((name, index) => ({ name, isNumber: index > 0 })),
    rows: from.map(left => [left, ...to.map(right => count(cells.get(JSON.stringify([left, right])) ?? 0))]),
  };
}

function members(moved: MovementRow[], movers: MoverRow[]): DataTable {
  return {
    caption: 'From report.segment_member_movement; all of them are in segment-movement.csv',
    columns: ['Out of', 'Into', 'Customers', 'Who'].map((name, index) => ({ name, isNumber: index === 2 })),
    rows: moved.map(({ from_segment, to_segment, customers }) => {
      const named = movers
        .filter(one => one.from_segment === from_segment && one.to_segment === to_segment)
        .flatMap(one => one.customer_id ?? []);
      return [from_segment, to_segment, count(customers), whoText(named, customers)];
    }),
  };
}

function whoText(named: string[], customers: number): string {
  if (named.length === 0) return 'not shown to this audience';
  return `${named.join(', ')}${customers > named.length ? `, and ${count(customers - named.length)} more` : ''}`;
}

function sum(rows: MovementRow[]): number {
  return rows.reduce((total, row) => total + row.customers, 0);
}
