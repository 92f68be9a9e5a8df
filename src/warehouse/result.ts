import type { BuiltTable } from '../plan/make-table.js';
import type { Account } from './account.js';
import type { KeptFit } from './kept-fit.js';

/** What a run did, as `run --json` prints it. Counts are records of this run. */
export interface RunResult extends Account {
  run: string;
  generation: string;
  published: boolean;
  asOf: string | null;
  /** The models that were not fitted anew: whose fit each is scored by. */
  kept?: Record<string, KeptFit>;
  tables: Pick<BuiltTable, 'name' | 'rows' | 'status'>[];
  /** Checks that passed; failed, which no published run has; and warned. */
  checks: { passed: number; failed: number; warned: number };
  reports: string[];
  elapsed_ms: number;
  /** What a person should look into. */
  warnings: string[];
  /** Those of the warnings that say who of `notify` could not be told; absent where all were. */
  untold?: string[];
  /** What a person may want to know. */
  notes: string[];
  /** What was found, in words. */
  findings: string[];
}
