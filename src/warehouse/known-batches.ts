import { join } from 'node:path';
import { findAll } from '../../etl/land-found.js';
import type { Manifest } from '../../etl/manifest.js';
import { count } from '../count.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { groupedBy } from '../grouped.js';
import type { Current } from '../run/generations.js';
import { rowsOf } from '../table.js';
import { readRecord } from './record.js';
import type { ToLand } from './room.js';
import type { Session } from './session.js';

/**
 * Refuses to land after a generation that was made from more than is landed: numbers of batches only grow, so a folder that ends before it
 * is not the one that was landed in, as where the disk that holds it is not mounted. What landed there would be taken for the batches that
 * are missing. Of a source that cannot be read, landing says why. Throws CliError (source).
 */
export function requireKnownBatches(
  { project, state }: Session,
  standing: Current,
  found: ToLand['found'] = findAll(project.config.sources, { projectDir: project.dir, landing: state.landing }),
): void {
  const short = Object.entries(readRecord(standing).batches).flatMap(([source, batch]) => {
    const landed = found.get(source)?.landed;
    return landed && Number(landed.at(-1)?.batch ?? 0) < Number(batch) ? [{ source, batch, last: landed.at(-1) }] : [];
  });
  if (short.length === 0) return;
  const told = short.map(({ source, batch, last }) => {
    const ends = last ? `ends with batch ${last.batch}` : 'holds no batch';
    return `${join(state.landing, source)} ${ends}, and generation ${standing.generation} was made from ${batch}`;
  });
  throw missing(told);
}

/**
 * Refuses to go on where a batch between others is gone that the standing generation, of which the engine has a copy, was made from, unless its
 * files were landed again. Throws CliError (source).
 */
export async function requireKnownFiles(
  engine: Engine,
  { project, state }: Session,
  { generation }: Current,
  manifests: Manifest[],
): Promise<void> {
  const batches = new Set(manifests.map(({ source, batch }) => join(source, batch)));
  const files = new Set(manifests.flatMap(({ source, files: all }) => all.map(({ path }) => join(source, path))));
  const known = rowsOf(await engine.query('select source, batch, path from meta.file order by source, batch, path'));
  const lost = known
    .map(({ source, batch, path }) => ({ source: String(source), batch: String(batch), path: String(path) }))
    .filter(({ source, batch }) => source in project.config.sources && !batches.has(join(source, batch)))
    .filter(({ source, path }) => !files.has(join(source, path)));
  if (lost.length === 0) return;
  const folders = groupedBy(lost, ({ source, batch }) => join(state.landing, source, batch));
  const told = [...folders].map(([folder, [first, ...more]]) => {
    const which = `${first?.path}${more.length > 0 ? ` and ${count(more.length, 'other file')}` : ''}`;
    return `${folder} is gone, from which generation ${generation} has ${which}`;
  });
  throw missing(told);
}

function missing(told: string[]): CliError {
  return new CliError(
    ['landed batches are missing; nothing was built without them', ...told].join('\n'),
    exitCode.source,
    'mount the disk or restore the folder; custometry run --rebuild makes the warehouse from what is there now',
  );
}
