import { readDecisions } from '../run/decisions.js';
import type { State } from '../run/state.js';

/** What can be done about a refused record. */
export type QuarantineAction = 'waive' | 'discard' | 'retry';

/** One line of `decisions/quarantine`. Only a waiver may leave batch and row out, then it stands for all records of the source, or of the file where one is named. */
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

/** Everything that was decided about refused records, in order. */
export function quarantineDecisions(state: State): QuarantineDecision[] {
  return [...readDecisions(state, 'quarantine')] as unknown as QuarantineDecision[];
}
