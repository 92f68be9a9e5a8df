import type { Manifest } from '../../../etl/manifest.js';
import { type Engine, literal } from '../../engine/engine.js';
import { groupedBy } from '../../grouped.js';
import type { Session } from '../session.js';
import { type BatchPlace, landedPlaces } from './batch-place.js';
import { beginErasing, eraseFromBatch } from './erase-batch.js';
import { findInSource, namesPeople } from './find-in-source.js';
import type { Person } from './person.js';

/** Takes the records of a person out of the batches in the making; answers their manifests by folder. */
export async function eraseIncoming(
  engine: Engine,
  session: Session,
  person: Person,
  ready: BatchPlace[],
): Promise<ReadonlyMap<string, Manifest>> {
  const incoming = ready.filter(({ manifest }) => namesPeople(session, manifest.source));
  // All are found before any goes, as in what was landed: a mapping may look into another of these.
  const places = [...landedPlaces(session), ...ready];
  for (const [source, own] of groupedBy(incoming, one => one.manifest.source)) {
    const condition = `_batch in (${own.map(({ manifest }) => literal(manifest.batch)).join(', ')})`;
    await findInSource(engine, session, person, { places, source, condition });
  }
  const proof = { people: [], at: session.now().toISOString() };
  const after = new Map<string, Manifest>();
  for (const place of incoming) {
    await beginErasing(engine, place);
    after.set(place.folder, await eraseFromBatch(engine, place, proof));
  }
  return after;
}
