import { type Command, Option } from 'commander';
import type { CubeQuery } from '../../../index.js';
import { checkGoesWith } from '../../goes-with.js';
import { collect } from '../../key-values.js';
import { whole } from '../../whole.js';

/** A question as options give it. */
export interface AskOptions {
  rows?: string[];
  columns?: string[];
  measures?: string[];
  member?: string[];
  where?: string;
  top?: number;
  bottom?: number;
  by?: string;
  others?: true;
  ties?: true;
  open?: string;
  level?: string;
  across?: true;
  pivot?: true;
  totals: 'full' | 'visual' | 'none';
  order?: string;
  empty?: true;
  versions?: string;
  limit?: number;
  offset?: number;
  aggregates: boolean;
}

/** The options that a question is asked with. */
export function addAskOptions(command: Command): Command {
  return command
    .option('--rows <levels>', 'levels down the side, such as date.year,date.quarter', list)
    .option('--columns <levels>', 'levels across the top', list)
    .option('--measures <measures>', 'what is counted, such as revenue,customers,revenue:share', list)
    .option('--member <member>', 'a calculated member: its name, or level.name = formula; may stand again', collect)
    .option('--where <conditions>', "such as product.family in ('Drink') and unit_sales > 100")
    .option('--open <conditions>', "only these members show what is below them: store.country = 'USA'")
    .option('--pivot', 'rows and columns change places')
    .option('--top <n>', 'only the greatest members of the last level of the rows', whole)
    .addOption(new Option('--bottom <n>', 'only the least').argParser(whole).conflicts('top'))
    .option('--by <measure>', 'what --top and --bottom go by (default: the first measure)')
    .option('--level <level>', 'whose members --top and --bottom are of (default: the last of the rows)')
    .option('--others', 'all that --top leaves out as one row')
    .option('--ties', 'those that equal the last of --top too')
    .addOption(
      new Option('--totals <which>', 'subtotals of all, of what is shown, or none')
        .choices(['full', 'visual', 'none'])
        .default('full'),
    )
    .option('--order <measure>', 'rows by a measure, greatest first; -measure: least first')
    .option('--across', '--order over all rows, not within each parent')
    .option('--empty', 'members without facts too')
    .option('--no-aggregates', 'from the facts alone')
    .option(
      '--versions <which>',
      'as_was, as_is or a day: which version of a member counts (default: as the cube says, else as_was)',
    )
    .option('--limit <n>', 'so many rows', whole)
    .option('--offset <n>', 'after so many rows', whole);
}

/** The question that options ask. */
export function questionOf(options: AskOptions): CubeQuery {
  const { rows, columns, measures = [], member: members, where, open, totals, pivot } = options;
  const { empty, versions, limit, offset, aggregates } = options;
  const [top, order] = [topOf(options), orderOf(options)];
  return {
    ...{ rows, columns, measures, members, where, open, totals, pivot, top, order },
    ...{ empty, versions, limit, offset, aggregates },
  };
}

function topOf({ top, bottom, by, level, others, ties }: AskOptions): CubeQuery['top'] {
  const count = top ?? bottom;
  for (const [name, given] of Object.entries({ by, level, others, ties }))
    checkGoesWith(`--${name}`, given, count, '--top or --bottom');
  return count === undefined ? undefined : { count, by, level, others, ties, bottom: bottom !== undefined };
}

function orderOf({ order, across }: AskOptions): CubeQuery['order'] {
  checkGoesWith('--across', across, order, '--order');
  return order === undefined ? undefined : { by: order.replace(/^-/, ''), descending: !order.startsWith('-'), across };
}

/** Names between commas; a comma inside parentheses is part of a name. */
function list(given: string): string[] {
  return given.split(/,(?![^()]*\))/).map(one => one.trim());
}
