import { CliError, exitCode } from '../errors.js';
import { isDay } from '../moment.js';
import { appendDecision } from '../run/append-decision.js';
import { type NightOptions, runNight } from './night.js';
import type { RunResult } from './result.js';
import type { Session } from './session.js';
import { signed, type Word } from './word.js';

/** Who restates and why, and how long it waits for another run to end. */
export type Restating = Partial<Word> & Pick<NightOptions, 'wait_ms'>;

/** A run that makes everything anew that has a business date on or after one, and writes down that it did. Throws CliError. */
export async function restate(
  session: Session,
  from: string,
  { wait_ms, ...word }: Restating = {},
): Promise<RunResult> {
  if (!isDay(from))
    throw new CliError(`--from ${from} is no date`, exitCode.usage, 'write it as YYYY-MM-DD, for example 2026-01-31');
  const said = signed(session, { why: '', ...word });
  const first = (name: string) => void appendDecision(session.state, 'restatement', name, [{ from, ...said }]);
  return runNight(session, { from, word: said, first, wait_ms });
}
