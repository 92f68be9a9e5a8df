import type { StagedMapping } from '../../etl/stage/mapping.js';
import type { DuckDb } from '../engine/duckdb.js';
import { current } from '../run/generations.js';
import type { Prepared } from './prepare.js';
import { planned, planning } from './reading.js';
import { readRecord } from './record.js';
import { manifestsOf, type Session, standing } from './session.js';

/**
 * Does something with `stage.quarantine` as it is for all that was landed: in the standing generation where that has every batch, else
 * (a night failed, or there was none yet) judged again in memory.
 */
export function judging<T>(
  session: Session,
  work: (engine: DuckDb, mappings: StagedMapping[]) => Promise<T>,
): Promise<T> {
  if (hasEveryBatch(session)) return planned(session, (engine, { stage }) => work(engine, stage.mappings));
  return planning(session, async (engine, prepared) => {
    await makeStage(engine, prepared);
    return work(engine, prepared.stage.mappings);
  });
}

function hasEveryBatch(session: Session): boolean {
  const manifests = manifestsOf(session);
  if (!current(session.state) && manifests.length > 0) return false;
  const { batches } = readRecord(standing(session));
  return manifests.every(({ source, batch }) => Number(batch) <= Number(batches[source] ?? 0));
}

async function makeStage(engine: DuckDb, { tables }: Prepared): Promise<void> {
  for (const { table, select, kind } of tables.filter(one => one.table.startsWith('stage.')))
    await (kind === 'view' ? engine.replaceView(table, select) : engine.replace(table, select));
}
