import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunResult } from '../../index.js';
import { entities } from '../../project/entities.js';
import { type Call, onCall } from '../call.js';
import { examples } from '../examples.js';
import { day } from '../globals.js';
import { print, say } from '../output.js';
import { runAccount } from '../print/run-account.js';
import { planText } from '../print/run-plan.js';
import { previewText } from '../print/run-preview.js';
import { sheetOf } from '../print/sheet.js';
import { withWarehouse } from '../session.js';

interface RunOptions {
  plan?: true;
  preview?: string;
  rebuild?: true;
  from?: string;
  by?: string;
  why?: string;
  rows: number;
}

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
      new Option('--from <date>', 'restate: make anew what has a business date on or after this one')
        .argParser(day)
        .conflicts(['plan', 'preview']),
    )
    .option('--why <text>', 'why, with --from; it stays with the decision')
    .option('--by <name>', 'who decides, with --from (default: the user of the system)')
    .option('--rows <n>', 'rows of the preview', positive, 10)
    .addHelpText(
      'after',
      examples([
        ['custometry run -p shop', 'the night: land, build, check, score, report, publish'],
        ['custometry run --plan', 'what it would do, and why'],
        ['custometry run --preview customer --rows 20', 'how a mapping reads its first records'],
        ['custometry run --from 2011-11-01 --why "late returns"', 'restates what happened since'],
        ['custometry run --rebuild --as-of 2011-12-09 --json', 'every table anew, one JSON object'],
      ]),
    )
    .action(onCall<RunOptions>(call => kindOfRun(call)));
}

/** The result of a run: one JSON object, or its account for people. */
export async function tellRun(result: RunResult, globals: { json?: true; csv?: true; quiet?: true }): Promise<void> {
  for (const warning of result.warnings) say(`warning: ${warning}`, globals);
  const answer = { value: result, text: runAccount(result), sheet: sheetOf(result.tables) };
  if (!globals.quiet || globals.json || globals.csv) await print(answer, globals);
}

async function kindOfRun({ options }: Call<RunOptions>): Promise<void> {
  if (options.plan) return plan(options);
  if (options.preview) return preview(options.preview, options);
  const { rebuild = false, from, by, why } = options;
  const result = await withWarehouse(options, warehouse =>
    from === undefined ? warehouse.run({ rebuild }) : warehouse.restate(from, { by, why: why ?? '' }),
  );
  await tellRun(result, options);
}

async function plan(options: Call<RunOptions>['options']): Promise<void> {
  const found = await withWarehouse(options, warehouse => warehouse.plan());
  for (const warning of found.warnings) say(`warning: ${warning}`, options);
  await print({ value: found, text: planText(found), sheet: sheetOf(found.tables) }, options);
}

async function preview(entity: string, options: Call<RunOptions>['options']): Promise<void> {
  const found = await withWarehouse(options, warehouse => warehouse.preview(entity, options.rows));
  await print({ value: found, text: previewText(found), sheet: sheetOf(found.rows, found.columns) }, options);
}

function positive(given: string): number {
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new InvalidArgumentError('A number of rows is written like 10.');
  return Number(given);
}
