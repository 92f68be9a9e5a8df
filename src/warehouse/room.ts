import { statfsSync, statSync } from 'node:fs';
import { bytesToLand, type Found, findAll } from '../../etl/land-found.js';
import { CliError, exitCode } from '../errors.js';
import { byteSize } from '../project/byte-size.js';
import { bytesIn } from '../run/bytes-in.js';
import { idsOf, placeOf } from '../run/generation-folder.js';
import { current } from '../run/generations.js';
import { sizeText } from '../size-text.js';
import type { Session } from './session.js';

/** The least that a warehouse takes: each table that is stored has a block of the file or a part of one. */
const leastWarehouse = 2.5e6;

/** What there is to land: what the sources were found to have, and how many bytes of it look new. */
export interface ToLand {
  found: ReadonlyMap<string, Found>;
  fresh: number;
}

/** Refuses a run that would land files for which there is no room, before anything is written; one that lands nothing needs none yet. */
export function requireRoomToLand(session: Session): ToLand {
  const { project, state } = session;
  const found = findAll(project.config.sources, { projectDir: project.dir, landing: state.landing });
  const fresh = bytesToLand(found);
  if (fresh > 0) requireRoom(session, fresh);
  return { found, fresh };
}

/**
 * Refuses a run for whose next generation there is no room. A run is estimated to write twice the standing generation (the first run, what
 * tables take without a row), and as much as there is new in its sources; what a killed build left is taken up or removed. Throws CliError (resources) where that is more than
 * the disk has free or `limits.run.disk` allows.
 */
export function requireRoom({ project, state }: Session, fresh = 0): void {
  const standing = current(state);
  const size = standing ? statSync(standing.warehouse).size : 0;
  const wanted = (standing ? 2 * size : leastWarehouse) + fresh;
  const own = standing
    ? `twice the standing generation of ${sizeText(size)}`
    : `${sizeText(leastWarehouse)} for tables without a row`;
  const parts = `${own}, ${sizeText(fresh)} of new source files`;
  const estimate = `this run would write about ${sizeText(wanted)} (${parts})`;
  const so = fresh > 0 ? 'nothing was written' : 'nothing was published';
  const limit = project.config.limits.run.disk;
  if (limit !== undefined && wanted > byteSize(limit)) {
    const hint = 'raise limits.run.disk in custometry.yaml, or deliver less at once';
    throw new CliError(`${estimate}, and limits.run.disk allows ${limit}; ${so}`, exitCode.resources, hint);
  }
  const { bavail, bsize } = statfsSync(state.dir);
  const left = idsOf(state, '.building').reduce((sum, id) => sum + bytesIn(placeOf(state, id, '.building').folder), 0);
  if (wanted > bavail * bsize + left) {
    const counted = left > 0 ? `, besides ${sizeText(left)} that an unfinished build has taken` : '';
    const free = `${sizeText(bavail * bsize)} are free at ${state.dir}${counted}`;
    const hint =
      'free some space, keep fewer generations (generations.keep in custometry.yaml), or name a folder on another disk: --state DIR';
    throw new CliError(`${estimate}, and ${free}; ${so}`, exitCode.resources, hint);
  }
}
