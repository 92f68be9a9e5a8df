import type { RunResult } from '../index.js';
import { print, say } from './output.js';
import { runAccount } from './print/run-account.js';
import { sheetOf } from './print/sheet.js';

/** The result of a run: one JSON object, or its account for people. */
export async function tellRun(result: RunResult, globals: { json?: true; csv?: true; quiet?: true }): Promise<void> {
  for (const warning of result.warnings) say(`warning: ${warning}`, globals);
  const answer = { value: result, text: runAccount(result), sheet: sheetOf(result.tables) };
  if (!globals.quiet || globals.json || globals.csv) await print(answer, globals);
}
