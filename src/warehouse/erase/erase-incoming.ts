import { join } from 'node:path';
import type { ErasureProof, Manifest } from '../../../etl/manifest.js';
import { type Engine, literal } from '../../engine/engine.js';
import { manifestsOf, type Session } from '../session.js';
import { eraseFromBatch } from './erase-batch.js';
import { type BatchPlace, findInSource, namesPeople } from './find-in-source.js';
import type { Person } from './person.js';

/** Takes the records of a person out of a batch in the making; answers its manifest. */
export async function eraseIncoming(
  engine: Engine,
  session: Session,
  person: Person,
  incoming: BatchPlace & Pick<ErasureProof, 'people' | 'at'>,
): Promise<Manifest> {
  const { folder, manifest, people, at } = incoming;
  const { source, batch } = manifest;
  if (!namesPeople(session, source)) return manifest;
  const before = manifestsOf(session).filter(one => one.source === source);
  const placed = before.map(one => ({ folder: join(session.state.landing, source, one.batch), manifest: one }));
  const batches = [...placed, { folder, manifest }];
  await findInSource(engine, session, person, { source, batches, condition: `_batch = ${literal(batch)}` });
  return eraseFromBatch(engine, folder, manifest, { people, at });
}
