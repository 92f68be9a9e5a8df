import { join } from 'node:path';
import type { Manifest } from '../../../etl/manifest.js';
import { type Engine, literal } from '../../engine/engine.js';
import { groupedBy } from '../../grouped.js';
import { manifestsOf, type Session } from '../session.js';
import { beginErasing, eraseFromBatch } from './erase-batch.js';
import { type BatchPlace, findInSource, namesPeople } from './find-in-source.js';
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
  for (const [source, own] of groupedBy(incoming, one => one.manifest.source)) {
    const before = manifestsOf(session).filter(one => one.source === source);
    const placed = before.map(one => ({ folder: join(session.state.landing, source, one.batch), manifest: one }));
    const condition = `_batch in (${own.map(({ manifest }) => literal(manifest.batch)).join(', ')})`;
    await findInSource(engine, session, person, { source, batches: [...placed, ...own], condition, ready });
  }
  const proof = { people: [], at: session.now().toISOString() };
  const after = new Map<string, Manifest>();
  for (const place of incoming) {
    await beginErasing(engine, place);
    after.set(place.folder, await eraseFromBatch(engine, place, proof));
  }
  return after;
}
