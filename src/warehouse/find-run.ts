import { CliError, exitCode } from '../errors.js';
import { generationId } from '../run/generation-folder.js';
import type { LedgerEvent } from '../run/ledger.js';
import { type RunRecord, runsOf } from '../run/runs.js';

/** The run of that name, or the last that made the generation of that number. Throws CliError (usage). */
export function findRun(events: LedgerEvent[], name?: string): RunRecord {
  const runs = runsOf(events);
  const generation = name !== undefined && /^\d+$/.test(name) ? generationId(Number(name)) : undefined;
  const made = events.findLast(event => event.event === 'made' && event.generation === generation)?.run;
  const found = name === undefined ? runs.at(-1) : runs.find(({ run }) => run === (generation ? made : name));
  if (found) return found;
  const what = generation ? `no run made generation ${generation}` : `there is no run${name ? ` ${name}` : ' yet'}`;
  throw new CliError(what, exitCode.usage, 'see: custometry runs');
}
