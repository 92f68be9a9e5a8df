import { CliError, exitCode, QueryError } from '../../errors.js';
import { withoutSamples } from '../checked.js';
import type { RunResult } from '../result.js';
import type { Session } from '../session.js';

/** How a run ended, as it is told: counts, sums and names of ours, and nothing of any person. */
export interface Summary {
  version: 1;
  project: string;
  run: string;
  /** ISO, UTC: when it ended. */
  at: string;
  status: 'published' | 'unchanged' | 'failed';
  result?: Told;
  /** What failed, and the command that says why. */
  failure?: { code: number; message: string; hint?: string; command: string };
}

/** What is told of a result: each by name, so that nothing is told because it was added. */
const told = [
  ...(['generation', 'asOf', 'nights', 'landed', 'accepted', 'quarantined', 'repeats', 'skipped'] as const),
  ...(['checks', 'reports', 'elapsed_ms', 'warnings'] as const),
];

type Told = Pick<RunResult & { nights?: string[] }, (typeof told)[number]>;

/** The summary of a run that ended well. */
export function summaryOf({ project, now }: Session, result: RunResult & { nights?: string[] }): Summary {
  const { run, published } = result;
  const status = published ? 'published' : 'unchanged';
  const picked = Object.fromEntries(told.map(name => [name, result[name]])) as Told;
  return { version: 1, project: project.config.name, run, at: now().toISOString(), status, result: picked };
}

/** The summary of a run that failed. */
export function failureSummary({ project, now }: Session, run: string, error: unknown): Summary {
  const failure = { ...failureOf(error), command: `custometry ${commandFor(error)} -p ${project.dir}` };
  return { version: 1, project: project.config.name, run, at: now().toISOString(), status: 'failed', failure };
}

/** What an engine or a fault of ours says may hold values of records, so only the ledger and the terminal have it. */
function failureOf(error: unknown): { code: number; message: string; hint?: string } {
  if (error instanceof CliError && error.cause instanceof QueryError)
    return { code: error.code, message: inside(error.cause) };
  if (error instanceof CliError) {
    const { code, message, hint } = error;
    return { code, message: code === exitCode.checkFailed ? withoutSamples(message) : message, ...(hint && { hint }) };
  }
  return { code: exitCode.internal, message: inside(error) };
}

function inside(error: unknown): string {
  return error instanceof QueryError && error.table
    ? `an error inside while ${error.table} was made`
    : 'an error inside';
}

function commandFor(error: unknown): string {
  const code = error instanceof CliError ? error.code : exitCode.internal;
  return code === exitCode.source || code === exitCode.resources ? 'doctor' : 'runs';
}
