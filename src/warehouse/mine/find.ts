import type { DrawnNode, MiningTask } from '../../../models/mining.js';
import type { Words } from '../../../models/model.js';
import type { DuckDb } from '../../engine/duckdb.js';
import type { Cell } from '../../table.js';
import type { AskedRow, WantedRow } from './asked-row.js';

/** A table of the answer. */
export interface MinedTable {
  name: string;
  columns: string[];
  rows: Record<string, Cell>[];
}

/** What was found, and where all of it stands. */
export interface Finding {
  answer: Record<string, unknown>;
  tables: MinedTable[];
  /** The row that was asked for. */
  row?: AskedRow;
  drawing?: DrawnNode[];
  words: Words;
  /** The select of everything that was found, a row each: the scores, one per customer, where there are any. */
  everything: string;
  /** The select that scores, with its comment; null where nobody is scored. */
  scoring: string | null;
}

/** Answers what is asked of `mine.record` and the tables that were made of it; `everything` can be read only where it is asked for. */
export type Find = (
  engine: DuckDb,
  options: object,
  task: MiningTask,
  wanted: { everything: boolean; row?: WantedRow | undefined; tell?: ((warning: string) => void) | undefined },
) => Promise<Finding>;
