import { join } from 'node:path';
import type { Manifest } from '../../../etl/manifest.js';
import { manifestsOf, type Session } from '../session.js';

/** A batch and the folder it lies in. */
export interface BatchPlace {
  folder: string;
  manifest: Manifest;
}

/** Every batch that was landed of the sources of the project. */
export function landedPlaces(session: Session): BatchPlace[] {
  const { landing } = session.state;
  return manifestsOf(session).map(manifest => ({ folder: join(landing, manifest.source, manifest.batch), manifest }));
}
