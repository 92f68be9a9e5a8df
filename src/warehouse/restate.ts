import { planLanding } from '../../etl/land-plan.js';
import { CliError, exitCode } from '../errors.js';
import { isDay } from '../moment.js';
import { appendDecision } from '../run/append-decision.js';
import { rowsOf } from '../table.js';
import { type NightOptions, runNight } from './night.js';
import { withStanding } from './reading.js';
import type { RunResult } from './result.js';
import type { Session } from './session.js';
import { signed, type Word } from './word.js';

/** Who restates and why, and how long it waits for another run to end. */
export type Restating = Partial<Word> & Pick<NightOptions, 'wait_ms'>;

/** A run that makes everything anew that has a business date on or after one, and writes down that it did. Throws CliError, also (usage) where nothing has such a date nor is to be landed. */
export async function restate(
  session: Session,
  from: string,
  { wait_ms, ...word }: Restating = {},
): Promise<RunResult> {
  if (!isDay(from))
    throw new CliError(`--from ${from} is no date`, exitCode.usage, 'write it as YYYY-MM-DD, for example 2026-01-31');
  await requireDated(session, from);
  const said = signed(session, { why: '', ...word });
  const first = (name: string) => void appendDecision(session.state, 'restatement', name, [{ from, ...said }]);
  return runNight(session, { from, word: said, first, wait_ms });
}

/** A date beyond all facts is most likely mistyped; new files may bring it. What cannot be read is made anew from whatever date. */
async function requireDated(session: Session, from: string): Promise<void> {
  const { project, state } = session;
  const asked = withStanding(session, engine => engine.query('select max(day) as day from conform.fact_day'));
  const [last] =
    (await asked.then(
      found => found && rowsOf(found),
      () => undefined,
    )) ?? [];
  if (!last?.day || String(last.day) >= from) return;
  const plans = await planLanding({
    sources: project.config.sources,
    projectDir: project.dir,
    landing: state.landing,
  });
  if (plans.some(({ files }) => files.length > 0)) return;
  throw new CliError(
    `nothing has a date on or after ${from}, and no file is new: the last is ${last.day}`,
    exitCode.usage,
    `what happened on that day is made anew by --from ${last.day}`,
  );
}
