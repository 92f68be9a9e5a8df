import { unchanged } from '../plan/decide.js';
import { type LedgerEvent, readLedger } from '../run/ledger.js';
import type { RunRecord } from '../run/runs.js';
import { findRun } from './find-run.js';
import type { KeptFit } from './kept-fit.js';
import type { RunResult } from './result.js';
import type { Session } from './session.js';

/** Everything that the ledger knows of one run; times in milliseconds. */
export interface RunDetail {
  run: RunRecord;
  landed: { source: string; batch: string; files: number; rows: number; refused: number }[];
  steps: { step: string; elapsed_ms: number }[];
  tables: { name: string; status: string; rows: number; elapsed_ms: number; reason: string }[];
  /** How many passed, failed and warned, where the run came that far; and those that did not pass. */
  checks: Partial<RunResult['checks']>;
  offended: { name: string; table: string; severity: string; offenders: number; sentence: string }[];
  warnings: string[];
  /** The models that it did not fit anew: whose fit it took. */
  kept?: Record<string, KeptFit>;
}

/** One run by its name or by the generation it made; by default the last. Throws CliError (usage) where there is none. */
export function runDetail({ state }: Session, name?: string): RunDetail {
  const events = readLedger(state);
  const run = findRun(events, name);
  const own = events.filter(event => event.run === run.run);
  const of = <T>(kind: LedgerEvent['event'], keys: (keyof T)[]) =>
    own
      .filter(({ event }) => event === kind)
      .map(event => Object.fromEntries(keys.map(key => [key, event[String(key)]])) as T);
  const kept = own.find(({ event }) => event === 'made')?.kept as RunDetail['kept'];
  const end = own.find(({ event }) => event === 'end');
  return {
    run,
    landed: of<RunDetail['landed'][number]>('land', ['source', 'batch', 'files', 'rows', 'refused']),
    steps: of<RunDetail['steps'][number]>('step', ['step', 'elapsed_ms']),
    tables: of<RunDetail['tables'][number]>('table', ['name', 'status', 'rows', 'elapsed_ms', 'reason']).map(table => ({
      ...table,
      reason: table.reason ?? unchanged,
    })),
    checks: (end?.checks ?? {}) as RunDetail['checks'],
    offended: of<RunDetail['offended'][number]>('check', ['name', 'table', 'severity', 'offenders', 'sentence']),
    warnings: (end?.warnings ?? []) as string[],
    ...(kept && { kept }),
  };
}
