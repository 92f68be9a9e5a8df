import { allDone } from '../all-done.js';
import type { Engine } from '../engine/engine.js';
import type { Building } from '../run/begin-generation.js';
import { writeNewKeys } from './decide.js';
import type { MadeTables } from './make.js';
import { writeNewScores } from './published-scores.js';
import { beginReport } from './report.js';
import type { Session } from './session.js';
import { type TableSum, tableSums } from './table-sums.js';
import { findingsOf, softenedOf } from './words.js';

/** What follows from the tables of a generation and is not part of its warehouse. */
export interface Follows {
  sums: TableSum[];
  /** The files of the keys that it issued, where it did, and of the scores that it changed. */
  keys: string | undefined;
  scores: string | undefined;
  findings: string[];
  softened: string[];
  finishReport: (notes: string[]) => Promise<string[]>;
}

/** What has been made, and in which run. */
interface Followed extends MadeTables {
  building: Building;
  run: string;
}

/** Reads and writes what follows from the tables, none of which it changes: so that it can be done while they are checked. */
export async function followUp(
  engine: Engine,
  session: Session,
  { building, run, models, tables, mappings, changes, beside }: Followed,
): Promise<Follows> {
  const read = async () => ({
    keys: await writeNewKeys(engine, building, tables),
    scores: await writeNewScores(engine, session.state, building),
    findings: await findingsOf(engine, models),
    softened: await softenedOf(engine, mappings),
    sums: await tableSums(engine, tables, changes),
  });
  const task = { generation: building.id, run, models, tables, beside };
  const [finishReport, found] = await allDone([beginReport(engine, session, task), read()]);
  return { ...found, finishReport };
}
