import type { ErasureProof } from '../../../etl/manifest.js';
import type { Engine } from '../../engine/engine.js';
import { groupedBy } from '../../grouped.js';
import { rowsOf } from '../../table.js';
import type { Session } from '../session.js';
import { type BatchPlace, landedPlaces } from './batch-place.js';
import { beginErasing, eraseFromBatch } from './erase-batch.js';
import { findInSource, namesPeople } from './find-in-source.js';
import { findNoted } from './find-noted.js';
import { foundRecords } from './find-records.js';
import { foundRefused } from './find-refused.js';
import type { Numbers, Person } from './person.js';

/** How much of somebody lies in one batch. */
export interface LandedTraces {
  source: string;
  batch: string;
  records: number;
}

/** Counts the landed records of a person, batch by batch, superseded versions of files too; and the orders that these name together with the person. */
export async function tracesInLanding(
  engine: Engine,
  session: Session,
  person: Person,
): Promise<{ traces: LandedTraces[]; orders: Numbers['orders'] }> {
  const traces: LandedTraces[] = [];
  const orders: Numbers['orders'] = [];
  const places = landedPlaces(session);
  for (const source of bySource(session, places).keys()) {
    const system = session.project.config.sources[source]?.system ?? '';
    const named = await findInSource(engine, session, person, { places, source });
    orders.push(...named.map((order): [string, string] => [system, order]));
    const found = `select _batch from ${foundRecords(source)} union all select _batch from ${foundRefused(source)}`;
    const sql = `select _batch, count(*) as n from (${found}) as found group by _batch order by _batch`;
    for (const row of rowsOf(await engine.query(sql)))
      traces.push({ source, batch: String(row._batch), records: Number(row.n) });
  }
  return { traces, orders };
}

/** Takes the records of a person out of every landed batch; answers where there were any. */
export async function eraseLanding(
  engine: Engine,
  session: Session,
  person: Person,
  proof: Pick<ErasureProof, 'people' | 'at'>,
): Promise<LandedTraces[]> {
  const erased: LandedTraces[] = [];
  const places = landedPlaces(session);
  const sources = bySource(session, places);
  // All are found before any goes: a mapping may look up who a record is about in another source.
  for (const [source, batches] of sources) {
    await findInSource(engine, session, person, { places, source });
    await findNoted(engine, source, batches);
  }
  const known = [...sources.values()].flat();
  for (const place of known) await beginErasing(engine, place);
  for (const place of known) {
    session.options.signal?.throwIfAborted();
    const { source, batch, erased: before = 0 } = place.manifest;
    const after = await eraseFromBatch(engine, place, proof);
    const records = (after.erased ?? 0) - before;
    if (records > 0) erased.push({ source, batch, records });
  }
  return erased;
}

/** The batches of every source in which somebody can be found. */
function bySource(session: Session, places: BatchPlace[]): Map<string, BatchPlace[]> {
  const known = places.filter(({ manifest }) => namesPeople(session, manifest.source));
  return groupedBy(known, ({ manifest }) => manifest.source);
}
