import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../etl/manifest.js';
import type { Engine } from '../../engine/engine.js';
import type { Session } from '../session.js';
import { findRecords, readsNumbers } from './find-records.js';
import { findRefused } from './find-refused.js';
import type { Person } from './person.js';

/** A batch and the folder it lies in. */
export interface BatchPlace {
  folder: string;
  manifest: Manifest;
}

/** Whether any mapping reads from a source who its records are about. */
export function namesPeople({ project }: Session, source: string): boolean {
  const mappings = Object.values(project.config.entities).flat();
  return mappings.some(mapping => mapping.source === source && readsNumbers(mapping.columns));
}

/** Finds the records of a person in these batches of a source, superseded files too; where one is named, only in that. */
export async function findInSource(
  engine: Engine,
  { project }: Session,
  person: Person,
  { source, batches, condition }: { source: string; batches: BatchPlace[]; condition?: string },
): Promise<void> {
  const data = batches.flatMap(({ folder, manifest }) => manifest.data.map(name => join(folder, name)));
  const refused = batches.map(({ folder }) => join(folder, 'refused.parquet')).filter(path => existsSync(path));
  await engine.land(`raw.${source}`, data, condition);
  await findRecords(engine, project, source, person);
  await findRefused(engine, refused, project.config.sources[source]?.system ?? '', person);
}
