import type { Command } from 'commander';
import type { Warehouse } from '../../index.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { tellFailure } from '../failure.js';
import type { Globals } from '../globals.js';
import { printSheet, printSheets, say } from '../output.js';
import { withWarehouse } from '../session.js';
import { answerDot } from '../shell/dot-commands.js';
import { prompt } from '../shell/prompt.js';
import { answer } from './query.js';

/** `custometry shell`: statements one after the other on one open generation; in a pipe the first fault ends it. */
export function define(command: Command): void {
  command
    .addHelpText(
      'after',
      examples([
        ['custometry shell', 'a prompt; .help says what it knows'],
        ['custometry shell < evening.sql', 'several statements from a file'],
      ]),
    )
    .action(onCall(({ options }) => withWarehouse({ ...options, quiet: true }, warehouse => talk(warehouse, options))));
}

async function talk(warehouse: Warehouse, options: Globals): Promise<void> {
  const tables = await warehouse.tables();
  const words = tables.flatMap(({ name, columns }) => [name, ...columns.map(column => column.name)]);
  if (process.stdin.isTTY) say('read-only; .help says what there is, Ctrl-D leaves', options);
  await prompt({ words: [...new Set(words)], work: (line, signal) => reply(warehouse, options, line, signal) });
}

async function reply(warehouse: Warehouse, options: Globals, line: string, signal: AbortSignal): Promise<void> {
  try {
    if (line.startsWith('.')) await printSheet(await answerDot(warehouse, line), options);
    else await printSheets(answer(warehouse, line, { signal }), options);
  } catch (error) {
    if (!process.stdin.isTTY) throw error;
    if (signal.aborted) say('stopped', options);
    else tellFailure(error, options.debug ? ['--debug'] : []);
  }
}
