import type { Command } from 'commander';
import type { ColumnLineage, Lineage } from '../../index.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { labelled, section } from '../print/paragraph.js';
import { type Sheet, sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry lineage`: the way a table's rows or a column's values have come, read out of the SQL itself. */
export function define(command: Command): void {
  command
    .argument('<table>', 'schema.table, such as report.rfm_segment, or schema.table.column')
    .addHelpText(
      'after',
      examples([
        ['custometry lineage report.rfm_segment', 'everything it rests on'],
        ['custometry lineage report.rfm_segment.revenue', 'one column: from the sources to the report'],
        ['custometry lineage dw.fact_order_line --csv', 'one record per step: table, reads'],
      ]),
    )
    .action(
      onWarehouse(
        async (warehouse, { args: [name = ''] }) => {
          const isColumn = name.split('.').length > 2;
          return isColumn ? ofColumn(await warehouse.columnLineage(name)) : ofTable(await warehouse.lineage(name));
        },
        (answer, { options }) => print(answer, options),
      ),
    );
}

interface Answer {
  value: unknown;
  text: string;
  sheet: Sheet;
}

function ofTable(lineage: Lineage): Answer {
  const { table, inputs, readers, upstream } = lineage;
  const head = labelled([
    ['table', table],
    ['reads', inputs.join(', ') || 'nothing'],
    ['read by', readers.join(', ') || 'nobody'],
  ]);
  const above = upstream.filter(step => step.inputs.length > 0);
  const lines = above.map(step => `${step.table} ← ${step.inputs.join(', ')}`);
  return {
    value: lineage,
    text: head + section('upstream', lines),
    sheet: sheetOf(steps(lineage), ['table', 'reads']),
  };
}

function steps({ table, inputs, upstream }: Lineage): { table: string; reads: string }[] {
  return [{ table, inputs }, ...upstream].flatMap(step => step.inputs.map(one => ({ table: step.table, reads: one })));
}

type Step = ColumnLineage['up'][number];

function ofColumn(lineage: ColumnLineage): Answer {
  const { up, down, landed, decides, decidesIn, shownIn } = lineage;
  const text = [
    labelled([
      ['column', named(lineage)],
      lineage.table.startsWith('raw.') ? ['landed', 'as the source delivers it'] : ['made of', made(lineage)],
      ['decided by', decides.map(named).join(', ')],
    ]),
    section(
      'up',
      up.filter(step => step.feeds.length > 0).map(step => `${named(step)} ← ${made(step)}`),
    ),
    section('from', landed.map(landedLine)),
    section(
      'down',
      down.map(step => `${named(step)} ← ${made(step)}`),
    ),
    section('filters, joins, groups or chooses in', decidesIn),
    section('shown in', shownIn),
  ].join('');
  return { value: lineage, text, sheet: sheetOf(columnSteps(lineage), ['column', 'reads', 'way']) };
}

function landedLine({ source, columns, entity, column, expression }: ColumnLineage['landed'][number]): string {
  const read = columns.map(one => `${source}.${one}`).join(', ') || source;
  return `${read} → ${entity}.${column}: ${expression}`;
}

function named({ table, column }: { table: string; column: string }): string {
  if (column === '#') return `rows of ${table}`;
  return column === '*' ? `any column of ${table}` : `${table}.${column}`;
}

function made({ feeds, passes }: Pick<Step, 'feeds' | 'passes'>): string {
  const names = feeds.map(named).join(', ');
  return names === '' ? 'a constant' : passes ? `${names} (unchanged)` : names;
}

function columnSteps(lineage: ColumnLineage): { column: string; reads: string; way: 'up' | 'down' }[] {
  const rows = (step: Step, way: 'up' | 'down') =>
    step.feeds.map(feed => ({ column: `${step.table}.${step.column}`, reads: `${feed.table}.${feed.column}`, way }));
  return [
    ...[lineage, ...lineage.up].flatMap(step => rows(step, 'up')),
    ...lineage.down.flatMap(step => rows(step, 'down')),
  ];
}
