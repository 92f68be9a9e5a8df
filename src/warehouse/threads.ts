import type { Manifest } from '../../etl/manifest.js';
import type { Session } from './session.js';

/** Of fewer records, more threads cost a fifth more work and are done no sooner: they wait for each other. */
const worthSharing = 50_000;

/** How many threads make what follows from these batches: as many as the project says, else one for few records and the engine's own choice for many. */
export function threadsFor({ project }: Session, manifests: Pick<Manifest, 'rows'>[]): number | undefined {
  const rows = manifests.reduce((sum, batch) => sum + batch.rows, 0);
  return project.config.engine.threads ?? (rows < worthSharing ? 1 : undefined);
}
