import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { readDecisions } from '../run/decisions.js';
import type { State } from '../run/state.js';

/** What can be done about a refused record, and about its waiver. */
export type QuarantineAction = (typeof actions)[number];

const actions = ['waive', 'revoke', 'discard', 'retry'] as const;

/** One line of `decisions/quarantine`. Only a waiver may leave batch and row out, then it stands for all records of the source, or of the file where one is named; a revocation names what its waiver did. */
export interface QuarantineDecision {
  action: QuarantineAction;
  source: string;
  batch: string | null;
  file: string | null;
  row: number | null;
  rule: string;
  /** The file that a mended record was landed as. */
  landed_as?: string;
  /** ISO, UTC. */
  at: string;
  by: string;
  why: string;
}

/** Everything that was decided about refused records, in order. Throws CliError (source) for an action that is none of ours. */
export function quarantineDecisions(state: State): QuarantineDecision[] {
  const decisions = [...readDecisions(state, 'quarantine')] as unknown as QuarantineDecision[];
  const strange = decisions.find(({ action }) => !actions.includes(action));
  if (strange) throw unknownAction(state, strange);
  return decisions;
}

function unknownAction(state: State, { action, at, by }: QuarantineDecision): CliError {
  return new CliError(
    `in ${join(state.decisions, 'quarantine')} the action ${JSON.stringify(action)} (${by}, ${at}) is not known`,
    exitCode.source,
    `known are ${actions.join(', ')}: mend that line, or restore its file from a backup`,
  );
}
