import { type Command, InvalidArgumentError, Option } from 'commander';
import { entities } from '../../project/entities.js';
import { type Call, onCall } from '../call.js';
import { examples } from '../examples.js';
import { day } from '../globals.js';
import { checkGoesWith } from '../goes-with.js';
import { print, say } from '../output.js';
import { planText } from '../print/run-plan.js';
import { previewText } from '../print/run-preview.js';
import { sheetOf } from '../print/sheet.js';
import { withWarehouse } from '../session.js';
import { tellDue } from '../tell-due.js';
import { tellRun } from '../tell-run.js';
import { waitOption } from '../wait-option.js';

interface RunOptions {
  plan?: true;
  preview?: string;
  rebuild?: true;
  due?: true;
  wait?: number;
  force?: true;
  freeze?: boolean;
  from?: string;
  by?: string;
  why?: string;
  rows?: number;
}

/** Rows of a preview; no default of the option, which then would always be given. */
const previewed = 10;

/** `custometry run`: the whole night, or a look at what it would do. */
export function define(command: Command): void {
  command
    .addOption(new Option('--plan', 'show what would be landed, rebuilt and kept, and why').conflicts('preview'))
    .addOption(
      new Option('--preview <entity>', "show an entity's first rows, and what would be refused").choices(
        Object.keys(entities),
      ),
    )
    .addOption(new Option('--rebuild', 'make every table anew').conflicts(['plan', 'preview']))
    .addOption(
      new Option('--due', 'run if the schedule says so, and do nothing otherwise').conflicts(['plan', 'preview']),
    )
    .addOption(waitOption())
    .addOption(
      new Option('--force', 'make a generation although nothing is new, or a rollback holds the old one').conflicts([
        'plan',
        'preview',
      ]),
    )
    .addOption(
      new Option('--freeze', 'score by the fits published last, and fit no model anew').conflicts(['plan', 'preview']),
    )
    .option('--no-freeze', 'fit every model anew, whatever its refit rule')
    .addOption(
      new Option('--from <date>', 'restate: make anew what has a business date on or after this one')
        .argParser(day)
        .conflicts(['plan', 'preview', 'due', 'rebuild', 'force', 'freeze']),
    )
    .option('--why <text>', 'why, with --from; it stays with the decision')
    .option('--by <name>', 'who decides, with --from (default: the user of the system)')
    .option('--rows <n>', `rows of the preview (default: ${previewed})`, positive)
    .addHelpText(
      'after',
      examples([
        ['custometry run -p shop', 'the night: land, build, check, score, report, publish'],
        ['custometry run --plan', 'what it would do, and why'],
        ['custometry run --preview customer --rows 20', 'how a mapping reads its first records'],
        ['custometry run --due --wait 10m --quiet', 'what is due by the schedule, as cron calls it'],
        ['custometry run --freeze', 'scores by the fits published last'],
        ['custometry run --from 2011-11-01 --why "late returns"', 'restates what happened since'],
        ['custometry run --rebuild --as-of 2011-12-09 --json', 'every table anew, one JSON object'],
      ]),
    )
    .action(onCall<RunOptions>(call => kindOfRun(call)));
}

async function kindOfRun({ options }: Call<RunOptions>): Promise<void> {
  checkGoesWith('--why', options.why, options.from, '--from');
  checkGoesWith('--by', options.by, options.from, '--from');
  checkGoesWith('--rows', options.rows, options.preview, '--preview');
  if (options.plan) return plan(options);
  if (options.preview) return preview(options.preview, options);
  const { rebuild, force, freeze, wait: wait_ms, from, by, why = '' } = options;
  const how = { rebuild, force, freeze, wait_ms };
  if (options.due) return tellDue(await withWarehouse(options, warehouse => warehouse.runDue(how)), options);
  const result = await withWarehouse(options, warehouse =>
    from === undefined ? warehouse.run(how) : warehouse.restate(from, { by, why, wait_ms }),
  );
  await tellRun(result, options);
}

async function plan(options: Call<RunOptions>['options']): Promise<void> {
  const found = await withWarehouse(options, warehouse => warehouse.plan());
  for (const warning of found.warnings) say(`warning: ${warning}`, options);
  await print({ value: found, text: planText(found), sheet: sheetOf(found.tables) }, options);
}

async function preview(entity: string, options: Call<RunOptions>['options']): Promise<void> {
  const found = await withWarehouse(options, warehouse => warehouse.preview(entity, options.rows ?? previewed));
  await print({ value: found, text: previewText(found), sheet: sheetOf(found.rows, found.columns) }, options);
}

function positive(given: string): number {
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new InvalidArgumentError('A number of rows is written like 10.');
  return Number(given);
}
