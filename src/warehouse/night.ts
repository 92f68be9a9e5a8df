import { newRun } from '../run/run-id.js';
import type { Due } from '../run/schedule/due.js';
import { dueNow } from './due.js';
import { notify } from './notify/notify.js';
import { failureSummary, summaryOf } from './notify/summary.js';
import type { RunResult } from './result.js';
import { type RunOptions, run } from './run.js';
import type { Session } from './session.js';
import { inTurn } from './turn.js';

/** How a night is begun. */
export interface NightOptions extends RunOptions {
  /** Milliseconds that it waits for another run to end; 0 (default) is not at all. */
  wait_ms?: number;
}

/** What was due, and what came of it. */
export type DueResult = Due & Partial<RunResult>;

/** A run in its turn, and whoever is to be told of it is told. Throws CliError like `run`, and lockBusy (5). */
export function runNight(session: Session, options: NightOptions = {}): Promise<RunResult> {
  const name = newRun(session.state, session.now);
  return told(session, name, () => runAs(session, name, options));
}

/** A run in its turn, of which nobody is told. Throws CliError like `run`, and lockBusy (5). */
export function runQuietly(session: Session, options: NightOptions): Promise<RunResult> {
  return runAs(session, newRun(session.state, session.now), options);
}

function runAs(session: Session, name: string, { wait_ms, ...options }: NightOptions): Promise<RunResult> {
  const turn = { run: name, command: options.command, wait_ms };
  return inTurn(session, turn, () => run(session, name, options));
}

/** The same if something is due. What another run does while this one waits is not due any more, so it is asked again in its turn. */
export async function runDue(session: Session, { wait_ms, ...options }: NightOptions = {}): Promise<DueResult> {
  const before = dueNow(session);
  if (!before.due) return before;
  const name = newRun(session.state, session.now);
  const work = async (): Promise<DueResult> => {
    const found = dueNow(session);
    if (!found.due) return found;
    return { ...found, ...(await run(session, name, { ...options, nights: found.nights })) };
  };
  return told(session, name, () => inTurn(session, { run: name, wait_ms }, work));
}

/** A notice that fails is a warning of a run that went well; of one that failed it is told at once, and the run's own error stays. */
async function told<T extends object>(session: Session, name: string, work: () => Promise<T>): Promise<T> {
  const { options } = session;
  try {
    const result = await work();
    if (!isResult(result)) return result;
    const untold = await notify(session, summaryOf(session, result));
    return untold.length === 0 ? result : { ...result, warnings: [...result.warnings, ...untold], untold };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    for (const fault of await notify(session, failureSummary(session, name, error)))
      options.tell?.(`warning: ${fault}`);
    throw error;
  }
}

/** Where nothing was due, nothing was run. */
function isResult(result: object): result is RunResult {
  return 'run' in result;
}
