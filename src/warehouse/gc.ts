import { existsSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { workshop } from '../../etl/land-delivery.js';
import { bytesIn } from '../run/bytes-in.js';
import { type Garbage, garbageOf, removeGarbage } from '../run/garbage.js';
import { settle } from '../run/settle.js';
import { knownFolder } from './known-folder.js';
import { locked } from './locked.js';
import type { Session } from './session.js';

/** Something that was removed; its path is below the state folder. */
export interface Collected {
  what: Garbage['what'] | 'half landed batch' | 'what was known';
  path: string;
  bytes: number;
}

/** Removes all but the latest `keep` generations (by default as the project says), their reports, what was made of earlier days (`--known-at`), and all that killed runs left. */
export function gc(session: Session, keep = session.project.config.generations.keep): Promise<Collected[]> {
  const { state } = session;
  return locked(session, { command: 'runs gc', status: 'collected' }, ({ log }) => {
    settle(state);
    const garbage = garbageOf(state, keep, { unfinished: true });
    for (const one of garbage) removeGarbage(state, one);
    const removed = [...garbage, ...halfLanded(session), ...known(session)].map(one => ({
      ...one,
      path: relative(state.dir, one.path),
    }));
    log('collect', {
      removed: removed.map(({ path }) => path),
      bytes: removed.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    return removed;
  });
}

function known({ state }: Session): Collected[] {
  const path = knownFolder(state);
  if (!existsSync(path)) return [];
  const bytes = bytesIn(path);
  rmSync(path, { recursive: true });
  return [{ what: 'what was known', path, bytes }];
}

function halfLanded({ project, state }: Session): Collected[] {
  const folders = Object.keys(project.config.sources).map(source => workshop(state.landing, source));
  return folders.filter(existsSync).map(path => {
    const bytes = bytesIn(path);
    rmSync(path, { recursive: true });
    return { what: 'half landed batch' as const, path, bytes };
  });
}
