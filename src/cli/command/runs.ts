import { type Command, InvalidArgumentError } from 'commander';
import type { Collected } from '../../index.js';
import { sizeText } from '../../size-text.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { print, printSheet } from '../output.js';
import { tableSection } from '../print/paragraph.js';
import { runDetailText } from '../print/run-detail.js';
import { runsDiffText } from '../print/runs-diff.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

const columns = ['run', 'command', 'status', 'started', 'elapsed_ms', 'generation', 'landed', 'error'];

const tableColumns = ['name', 'status', 'rows', 'elapsed_ms', 'reason'];

/** `custometry runs list | show | diff | gc`: the ledger, the newest run last; elapsed in milliseconds. */
export function define(command: Command): void {
  list(command.command('list', { isDefault: true }));
  show(command.command('show'));
  diff(command.command('diff'));
  gc(command.command('gc'));
  command.helpCommand(false).addHelpText(
    'after',
    examples([
      ['custometry runs', 'when, how long, which generation, what failed'],
      ['custometry runs list --json', 'the same for a monitor'],
      ['custometry runs show', 'the last run: landed, built and kept, checks, steps'],
      ['custometry runs diff 000011 000012', 'what went in and came out differently, and why'],
      ['custometry runs gc --keep 2', 'remove older generations, say how much space that was'],
    ]),
  );
}

function list(command: Command): void {
  command.description('every run so far').action(
    onWarehouse(
      warehouse => warehouse.runs(),
      (runs, { options }) => printSheet(sheetOf(runs, columns), options),
    ),
  );
}

function show(command: Command): void {
  command
    .description('one run: what it landed, built and kept, its checks and steps')
    .argument('[run]', 'its name, or the generation it made; default: the last')
    .action(
      onWarehouse(
        (warehouse, { args }: Call) => warehouse.showRun(args[0]),
        (detail, { options }) =>
          print({ value: detail, text: runDetailText(detail), sheet: sheetOf(detail.tables, tableColumns) }, options),
      ),
    );
}

function diff(command: Command): void {
  command
    .description('two runs: inputs, SQL, options, rows and sums, and why')
    .argument('<before>', 'a run, or a generation')
    .argument('<after>', 'a later one')
    .action(
      onWarehouse(
        (warehouse, { args: [before = '', after = ''] }: Call) => warehouse.diffRuns(before, after),
        (found, { options }) =>
          print({ value: found, text: runsDiffText(found), sheet: sheetOf(found.tables) }, options),
      ),
    );
}

function gc(command: Command): void {
  command
    .description('remove old generations, their reports, and what killed runs left')
    .option('--keep <n>', 'generations that stay (default: generations.keep of the project file)', atLeastOne)
    .action(
      onWarehouse(
        (warehouse, { options: { keep } }: Call<{ keep?: number }>) => warehouse.collect(keep),
        (removed, { options }) =>
          print(
            {
              value: removed,
              text: removedText(removed),
              sheet: sheetOf(removed, ['what', 'path', 'bytes']),
              isAccount: true,
            },
            options,
          ),
      ),
    );
}

function removedText(removed: Collected[]): string {
  if (removed.length === 0) return 'nothing to remove';
  const all = removed.reduce((sum, one) => sum + one.bytes, 0);
  const shown = removed.map(one => ({ ...one, bytes: sizeText(one.bytes) }));
  return `${sizeText(all)} freed\n${tableSection('removed', sheetOf(shown))}`;
}

function atLeastOne(given: string): number {
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new InvalidArgumentError('At least one generation stays.');
  return Number(given);
}
