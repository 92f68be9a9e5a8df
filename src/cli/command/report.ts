import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import { examples } from '../examples.js';
import { print, printSheet } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry report list | build | open`: the pages of each generation. */
export function define(command: Command): void {
  list(command.command('list', { isDefault: true }));
  build(command.command('build'));
  open(command.command('open'));
  command.helpCommand(false).addHelpText(
    'after',
    examples([
      ['custometry report', 'which reports there are, and where'],
      ['custometry report list --json', 'the same for a program'],
      ['custometry report build', 'write the standing report again'],
      ['custometry report open', 'show it in the browser'],
    ]),
  );
}

function list(command: Command): void {
  command.description('the reports there are').action(
    onWarehouse(
      warehouse => warehouse.reports(),
      (reports, { options }) => printSheet(sheetOf(reports, ['generation', 'current', 'path']), options),
    ),
  );
}

function build(command: Command): void {
  command.description('write the report of the standing generation again').action(
    onWarehouse(
      warehouse => warehouse.buildReport(),
      (paths, { options }) => printSheet(sheetOf(paths.map(path => ({ path }))), options),
    ),
  );
}

function open(command: Command): void {
  command.description('show the latest report in the browser; prints its path').action(
    onWarehouse(
      warehouse => warehouse.reports(),
      async (reports, { options }) => {
        const path = reports.find(({ current }) => current)?.path;
        if (!path) throw new CliError('there is no report yet', exitCode.usage, 'custometry run writes one');
        await print({ value: { path }, text: path, sheet: sheetOf([{ path }]) }, options);
        if (process.stdout.isTTY) showInBrowser(path);
      },
    ),
  );
}

/** Hands the path to the desktop; where there is none, the printed path is all. */
function showInBrowser(path: string): void {
  const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['explorer.exe'],
  };
  const [opener, ...rest] = openers[process.platform] ?? ['xdg-open'];
  spawn(opener, [...rest, path], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
