import { count as counted } from '../../count.js';
import { type DataTable, openTable, section } from '../block.js';
import type { ReportData } from '../data.js';
import { count, type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type QualityRow = ReportData['quality'][number];
type RefusedRow = ReportData['refused'][number];
type UnknownRow = ReportData['unknown'][number];

/** What became of the records: landed, accepted, refused and why, and what points to members that nobody knows. */
export function qualitySection(data: ReportData, formats: Formats, notes: string[]): Markup {
  const { quality, refused, unknown, coverage } = data;
  return section('quality', 'Quality of the data', lead(data), [
    openTable('What became of the records', accountTable(quality)),
    quality.some(row => row.batches > 1) ? openTable('The latest batch of each source', latestTable(quality)) : null,
    openTable('Refused records by rule', refusedTable(refused)),
    coverage.length > 0 ? openTable('Order lines on members that are not known', unknownTable(unknown, formats)) : null,
    notes.length > 0 ? warnings(notes) : null,
  ]);
}

function lead({ quality, refused, unknown }: ReportData): string {
  if (quality.length === 0) return 'No record has been landed yet.';
  const said = [
    refused.length === 0 ? 'No record was refused' : refusedSentence(refused[0] as RefusedRow),
    unknownSentence(unknown.find(row => row.dimension === 'customer')),
  ];
  return `${said.join('; ')}.`;
}

function refusedSentence(first: RefusedRow): string {
  return `The rule that refused most is ${first.rule} on ${first.source} (${counted(first.records, 'record')})`;
}

function unknownSentence(row: UnknownRow | undefined): string {
  if (!row || row.lines === 0) return 'there are no order lines';
  if (row.unknown_lines === 0) return 'every order line names a known customer';
  return `${share(row.unknown_share)} of the order lines name no known customer`;
}

/** Where no order line is replaced by a later file there is nothing to be said of that. */
function accountTable(rows: QualityRow[]): DataTable {
  const hasReplaced = rows.some(row => row.replaced > 0);
  const replaced = hasReplaced ? '. Replaced are accepted order lines that a later file tells again' : '';
  return {
    caption: `Landed = accepted + refused + repeats + skipped${replaced}. From report.quality`,
    columns: [
      ...words('Source', 'Entity'),
      ...numbers('Landed', 'Accepted', 'Refused', 'Share refused', 'Repeats dropped', 'Skipped', 'Exact repeats found'),
      ...numbers(...(hasReplaced ? ['Replaced'] : [])),
    ],
    rows: rows.map(row => [
      row.source,
      row.entity,
      ...[row.landed, row.accepted, row.refused].map(count),
      share(row.refused_share, 2),
      ...[row.repeats, row.skipped, row.exact_repeats, ...(hasReplaced ? [row.replaced] : [])].map(count),
    ]),
  };
}

function latestTable(rows: QualityRow[]): DataTable {
  return {
    caption: 'From report.quality',
    columns: [...words('Source', 'Entity', 'Batch'), ...numbers('Batches so far', 'Landed', 'Accepted', 'Refused')],
    rows: rows.map(row => [
      row.source,
      row.entity,
      row.latest_batch,
      ...[row.batches, row.latest_landed, row.latest_accepted, row.latest_refused].map(count),
    ]),
  };
}

function refusedTable(rows: RefusedRow[]): DataTable {
  return {
    caption:
      'Each refused record is kept in stage.quarantine; open are those that nobody has discarded or retried. From report.refused',
    columns: [...words('Rule', 'Column', 'Source', 'Entity'), ...numbers('Records', 'Open', 'Files')],
    rows: rows.map(row => [
      ...[row.rule, row.column_name, row.source, row.entity],
      ...[row.records, row.open_records, row.files].map(count),
    ]),
  };
}

function unknownTable(rows: UnknownRow[], formats: Formats): DataTable {
  return {
    caption:
      'Lines that name no member, or one that is not known, keep their place in every sum. From report.unknown_member',
    columns: [
      ...words('Dimension'),
      ...numbers('Order lines', 'On the unknown member', 'Share', 'Revenue on it', 'Without need of one'),
    ],
    rows: rows.map(row => [
      row.dimension,
      count(row.lines),
      count(row.unknown_lines),
      share(row.unknown_share, 2),
      formats.money(row.unknown_revenue),
      count(row.not_applicable_lines),
    ]),
  };
}

function warnings(notes: string[]): Markup {
  return html`<figure><figcaption><h3>Warnings of the run</h3></figcaption><ul>${notes.map(note => html`<li class="words"><bdi>${note}</bdi></li>`)}</ul></figure>`;
}
