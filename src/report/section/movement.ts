import { count as counted } from '../../count.js';
import { type DataTable, openTable, section } from '../block.js';
import type { ReportData } from '../data.js';
import { longDate } from '../dates.js';
import { count } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type MovementRow = ReportData['movement'][number];
type MoverRow = ReportData['movers'][number];

/** Who changed segment with the last generation that published other scores, model by model: the matrix, and entries and exits with their first members. */
export function movementSection(data: ReportData): Markup {
  const models = [...new Set(data.movement.map(row => row.model))].map(model => movementOf(model, data));
  const moving = models.filter(({ mover, movement }) => mover && !isFirst(movement));
  if (moving.length === 0) return section('movement', 'Movement', 'No customer has changed segment yet.', []);
  return section('movement', 'Movement', html`${moving.map(leadText)}`, moving.flatMap(tables));
}

/** What one model says: its rows, the first of its movers, and what the page calls its classes. */
interface ModelMovement {
  noun: string;
  movement: MovementRow[];
  movers: MoverRow[];
  mover: MoverRow | undefined;
}

/** The page calls the classes of a model as its own part does. */
const nouns: Record<string, string> = { rfm: 'segment', segment: 'group' };

function movementOf(model: string, data: ReportData): ModelMovement {
  const movers = data.movers.filter(row => row.model === model);
  const movement = data.movement.filter(row => row.model === model);
  return { noun: nouns[model] ?? `class of ${model}`, movement, movers, mover: movers[0] };
}

function isFirst(movement: MovementRow[]): boolean {
  return movement.every(row => row.from_segment === nobody.before);
}

function leadText({ noun, movement, mover }: ModelMovement, at: number): Markup {
  const date = mover?.as_of && html`, as of ${longDate(mover.as_of)}`;
  return html`${at > 0 && ' '}Generation ${mover?.generation}${date}, moved ${count(sum(movedOf(movement)))} of ${counted(sum(movement), 'customer')} to another ${noun}.`;
}

function tables({ noun, movement, movers }: ModelMovement): (Markup | null)[] {
  return [
    openTable(`Customers from ${noun} to ${noun}`, matrix(noun, movement)),
    openTable(`Entries and exits by ${noun}`, members(movedOf(movement), movers)),
  ];
}

function movedOf(movement: MovementRow[]): MovementRow[] {
  return movement.filter(row => row.from_segment !== row.to_segment);
}

/** In the place of a segment. */
const nobody = { before: '(new)', after: '(gone)' };

function matrix(noun: string, movement: MovementRow[]): DataTable {
  const found = [...new Set(movement.flatMap(row => [row.from_segment, row.to_segment]))].sort();
  const own = found.filter(name => name !== nobody.before && name !== nobody.after);
  const from = [...own, ...found.filter(name => name === nobody.before)];
  const to = [...own, ...found.filter(name => name === nobody.after)];
  const cells = new Map(movement.map(row => [JSON.stringify([row.from_segment, row.to_segment]), row.customers]));
  return {
    caption: `From report.segment_movement: rows are the ${noun} before, columns the ${noun} now`,
    columns: [...words('From'), ...numbers(...to)],
    rows: from.map(left => [left, ...to.map(right => count(cells.get(JSON.stringify([left, right])) ?? 0))]),
  };
}

function members(moved: MovementRow[], movers: MoverRow[]): DataTable {
  return {
    caption: 'From report.segment_member_movement; all of them are in segment-movement.csv',
    columns: [...words('Out of', 'Into'), ...numbers('Customers'), ...words('Who')],
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
