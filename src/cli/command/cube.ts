import { type Command, Option } from 'commander';
import type { CubeQuery, CubeResult } from '../../index.js';
import { examples } from '../examples.js';
import { print, printSheet, say } from '../output.js';
import { cubeSheet, recordSheet } from '../print/cube-sheet.js';
import { onWarehouse } from '../session.js';
import { whole } from '../whole.js';

interface CubeOptions {
  rows?: string[];
  columns?: string[];
  measures?: string[];
  where?: string;
  top?: number;
  bottom?: number;
  by?: string;
  others?: true;
  ties?: true;
  totals: 'full' | 'visual' | 'none';
  order?: string;
  empty?: true;
  versions?: string;
  limit?: number;
  offset?: number;
  bars?: true;
  sql?: true;
}

/** `custometry cube`: a question to a cube, in a line. */
export function define(command: Command): void {
  command
    .argument('<name>', 'of the cube')
    .option('--rows <levels>', 'levels down the side, such as date.year,date.quarter', list)
    .option('--columns <levels>', 'levels across the top', list)
    .option('--measures <measures>', 'what is counted, such as revenue,customers,revenue:share', list)
    .option('--where <conditions>', "such as product.family in ('Drink') and unit_sales > 100")
    .option('--top <n>', 'only the greatest members of the last level of the rows', whole)
    .option('--bottom <n>', 'only the least', whole)
    .option('--by <measure>', 'what --top and --bottom go by (default: the first measure)')
    .option('--others', 'all that --top leaves out as one row')
    .option('--ties', 'those that equal the last of --top too')
    .addOption(
      new Option('--totals <which>', 'subtotals of all, of what is shown, or none')
        .choices(['full', 'visual', 'none'])
        .default('full'),
    )
    .option('--order <measure>', 'rows by a measure, greatest first; -measure: least first')
    .option('--empty', 'members without facts too')
    .option('--versions <which>', 'as_was, as_is or a day: which version of a member counts')
    .option('--limit <n>', 'so many rows', whole)
    .option('--offset <n>', 'after so many rows', whole)
    .option('--bars', 'the first measure as bars')
    .option('--sql', 'the select that answers it')
    .addHelpText(
      'after',
      examples([
        ['custometry cube sales --rows date.quarter --measures revenue,customers', 'a table with subtotals'],
        [
          'custometry cube sales --rows customer.country --columns date.year --measures revenue --top 5 --others',
          'a cross table',
        ],
      ]),
    )
    .action(
      onWarehouse<CubeOptions, CubeResult>(
        (warehouse, { args: [name = ''], options }) => warehouse.cube(name).query(questionOf(options)),
        tell,
      ),
    );
}

function list(given: string): string[] {
  return given.split(',').map(one => one.trim());
}

function questionOf(options: CubeOptions): CubeQuery {
  const { rows, columns, measures = [], where, totals, by, others, ties, empty, versions, limit, offset } = options;
  const count = options.top ?? options.bottom;
  const top = count === undefined ? undefined : { count, by, others, ties, bottom: options.bottom !== undefined };
  const order = options.order && { by: options.order.replace(/^-/, ''), descending: !options.order.startsWith('-') };
  const given = { rows, columns, measures, where, totals, top, order, empty, versions, limit, offset };
  return JSON.parse(JSON.stringify(given)) as CubeQuery;
}

async function tell(
  answer: CubeResult,
  { options }: { options: CubeOptions & { json?: true; csv?: true; quiet?: true } },
): Promise<void> {
  for (const note of answer.notes) say(note, options);
  if (options.sql) return print({ value: { sql: answer.sql, values: answer.values }, text: answer.sql }, options);
  if (options.json) return print({ value: answer.rows, text: '' }, options);
  if (options.csv) return printSheet(recordSheet(answer), options);
  return printSheet(cubeSheet(answer, options.bars === true), options);
}
