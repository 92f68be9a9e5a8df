import type { RunResult } from '../index.js';
import type { Globals } from './globals.js';
import { print, say } from './output.js';
import { runAccount } from './print/run-account.js';
import { sheetOf } from './print/sheet.js';

/** What of the global options decides how a run is told. */
export type Told = Pick<Globals, 'json' | 'csv' | 'quiet' | 'project' | 'state'>;

/** The result of a run: one JSON object, or its account for people. Who could not be told otherwise is said even if little is to be said. */
export async function tellRun(result: RunResult, globals: Told): Promise<void> {
  const { warnings, untold = [] } = result;
  for (const warning of globals.quiet ? untold : warnings) say(`warning: ${warning}`, {});
  const text = runAccount(result, whereOf(globals));
  await print({ value: result, text, sheet: sheetOf(result.tables), isAccount: true }, globals);
}

function whereOf({ project, state }: Told): string {
  const options = [project !== '.' && ['-p', project], state !== undefined && ['--state', state]];
  return options
    .flatMap(option => option || [])
    .map(word => ` ${quoted(word)}`)
    .join('');
}

/** A word as a shell takes it for one. */
function quoted(word: string): string {
  return /^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
