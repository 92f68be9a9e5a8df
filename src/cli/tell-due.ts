import type { DueResult, RunResult } from '../index.js';
import { print } from './output.js';
import { sheetOf } from './print/sheet.js';
import { type Told, tellRun } from './tell-run.js';

/** What came of `--due`: the result of the run that was due, or that none was. */
export async function tellDue(result: DueResult, globals: Told): Promise<void> {
  if (isRun(result)) return tellRun(result, globals);
  await print({ value: result, text: notDue(result), sheet: sheetOf([]), isAccount: true }, globals);
}

function isRun(result: DueResult): result is DueResult & RunResult {
  return result.run !== undefined;
}

function notDue({ nights, failures, running, next }: DueResult): string {
  const then = next ? `the next night begins ${next}` : 'no further night comes';
  if (nights.length === 0) return `nothing is due; ${then}`;
  if (running) return `the night of ${nights.at(-1)} is under way in run ${running}; ${then}`;
  const times = failures === 1 ? 'once' : `${failures} times`;
  return `the night of ${nights.at(-1)} failed ${times} and is left alone; ${then}; try it now: custometry run`;
}
