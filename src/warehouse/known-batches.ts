import { join } from 'node:path';
import { findAll } from '../../etl/land-found.js';
import type { Manifest } from '../../etl/manifest.js';
import { count } from '../count.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { groupedBy } from '../grouped.js';
import { type Current, current } from '../run/generations.js';
import { rowsOf } from '../table.js';
import { hasRecord, readRecord } from './record.js';
import type { ToLand } from './room.js';
import type { Session } from './session.js';

/** What is landed already, and what helps where some of it is missing. */
interface KnownBatches {
  found?: ToLand['found'];
  hint?: string;
}

/**
 * Refuses to land after a generation that was made from more than is landed: numbers of batches only grow, so a folder that ends before it
 * is not the one that was landed in, as where the disk that holds it is not mounted. What landed there would be taken for the batches that
 * are missing. Of a source that cannot be read, landing says why. Throws CliError (source).
 */
export function requireKnownBatches(session: Session, standing: Current, { found, hint }: KnownBatches = {}): void {
  const { landing } = session.state;
  const all = found ?? findAll(session.project.config.sources, { projectDir: session.project.dir, landing });
  const short = Object.entries(readRecord(standing).batches).flatMap(([source, batch]) => {
    const landed = all.get(source)?.landed;
    return landed && Number(landed.at(-1)?.batch ?? 0) < Number(batch) ? [{ source, batch, last: landed.at(-1) }] : [];
  });
  if (short.length === 0) return;
  const told = short.map(({ source, batch, last }) => {
    const ends = last ? `ends with batch ${last.batch}` : 'holds no batch';
    return `${join(landing, source)} ${ends}, and generation ${standing.generation} was made from ${batch}`;
  });
  throw missing(told, hint);
}

/** The same before somebody is erased, from all that was landed: what is missing would keep them. Throws CliError (source). */
export function requireAllToErase(session: Session): void {
  const standing = current(session.state);
  const hint = `where it is lost for good, remove ${session.state.current}`;
  if (standing && hasRecord(standing)) requireKnownBatches(session, standing, { hint });
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

function missing(told: string[], hint = withoutThem): CliError {
  const message = ['landed batches are missing; nothing was built without them', ...told].join('\n');
  return new CliError(message, exitCode.source, `mount the disk or restore the folder; ${hint}`);
}

const withoutThem = 'custometry run --rebuild makes the warehouse from what is there now';
