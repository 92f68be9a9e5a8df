import type { Command } from 'commander';
import { count } from '../../count.js';
import type { ExplainedNumber } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { collect, keyValues } from '../key-values.js';
import { print } from '../output.js';
import { labelled, section, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';
import { whole } from '../whole.js';

interface Which {
  where?: string[];
  limit: number;
}

/** `custometry explain-number`: one cell, down to the records it is made of. */
export function define(command: Command): void {
  command
    .argument('<column>', 'schema.table.column, such as report.segment.revenue')
    .argument('[key=value...]', 'which row of the table')
    .option('--where <key=value>', 'the same as an option; may be repeated', collect)
    .option('--limit <n>', 'rows shown of each step', whole, 10)
    .addHelpText(
      'after',
      examples([
        ['custometry explain-number report.headline.current_value figure=revenue', 'a figure of the report'],
        ['custometry explain-number mart.customer.revenue customer_id=17850 --limit 3', 'a number of a customer'],
        ['custometry explain-number report.month.orders month_start=2011-11-01 --json', 'as one object'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [column = '', ...pairs], options: { where = [], limit } }: Call<Which>) =>
          warehouse.explainNumber(column, { where: keyValues([...pairs, ...where]), limit }),
        (explained, { options }) =>
          print({ value: explained, text: explanation(explained), sheet: sheetOf(records(explained)) }, options),
      ),
    );
}

function explanation(explained: ExplainedNumber): string {
  const { table, column, value, withheld, row, sentence, formula, unit, asOf, steps, files, notes } = explained;
  return [
    labelled([
      ['number', `${table}.${column}`],
      ['value', withheld ? `withheld: of the personal class ${withheld}` : (value ?? 'null')],
      ['unit', unit ?? ''],
      [
        'row',
        Object.entries(row)
          .map(([name, cell]) => `${name}=${cell}`)
          .join(' '),
      ],
      ['table', sentence],
      ['formula', formula],
      ['as of', asOf ?? ''],
    ]),
    ...steps.map(step => tableSection(stepLine(step), sheetOf(step.shown)) || section(stepLine(step), ['no row'])),
    ...files.map(
      file => tableSection(fileLine(file), sheetOf(file.shown)) || section(fileLine(file), [numbersLine(file)]),
    ),
    section('notes', notes),
  ].join('');
}

const made: Record<ExplainedNumber['steps'][number]['makes'], string> = {
  same: 'the same value',
  sum: 'they add up to it',
  'negated sum': 'they add up to it, with the sign turned',
  part: 'with the rows of the other tables they add up to it',
  count: 'it is their number',
  largest: 'it is the largest of them',
  smallest: 'it is the smallest of them',
  none: 'nothing adds to it',
  computed: 'it is computed from them',
};

/** The same where rows are counted. */
const counted: Partial<typeof made> = {
  same: 'it is their number',
  sum: 'all rows counted above come from them',
  computed: 'the rows they are made of',
};

function stepLine({ table, columns, rows, total, found, makes, isCounted }: ExplainedNumber['steps'][number]): string {
  const what = columns.length > 0 ? `${table}.${columns.join(', ')}` : table;
  if (found === 'all') return `${what}: not narrowed down, any of ${count(rows, 'row')} may have a part in it`;
  const sum = !isCounted && total !== null && rows > 1 ? `, in all ${total}` : '';
  const how = isCounted ? (counted[makes] ?? made[makes]) : made[makes];
  return `${what}: ${count(rows, 'row')}${sum}; ${how}`;
}

function fileLine({
  source,
  batch,
  file,
  records: found,
  rows,
  unread,
  withheld,
}: ExplainedNumber['files'][number]): string {
  const more = rows.length < found ? ', the first of them' : '';
  const kept = withheld.length > 0 ? `; withheld: ${withheld.join(', ')}` : '';
  const past = unread ? `; numbered without the ${unread} of the file that could not be read` : '';
  return `landed in ${file} (source ${source}, batch ${batch}): ${count(found, 'record')}${more}${past}${kept}`;
}

function numbersLine({ rows }: ExplainedNumber['files'][number]): string {
  return `record ${rows.join(', ')}`;
}

function records({ files }: ExplainedNumber): { source: string; batch: string; file: string; row: number }[] {
  return files.flatMap(({ source, batch, file, rows }) => rows.map(row => ({ source, batch, file, row })));
}
