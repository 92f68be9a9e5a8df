import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bytesIn } from './bytes-in.js';
import { idsOf, placeOf, removeGeneration, type Suffix } from './generation-folder.js';
import { current } from './generations.js';
import { leftoversIn } from './leftovers.js';
import { leftSpills } from './spill.js';
import type { State } from './state.js';

/** Something that nobody needs any more: what it is, where it lies, and the bytes of its files. */
export interface Garbage {
  what: 'generation' | 'report' | 'unfinished build' | 'spilled data' | 'half written file';
  path: string;
  bytes: number;
}

/**
 * All but the latest `keep` generations (never the current one) with their reports, reports of generations that are gone, and what
 * killed processes left behind; `unfinished` builds too, where a new start is wanted. Only under the lock.
 */
export function garbageOf(state: State, keep: number, { unfinished = false } = {}): Garbage[] {
  const old = oldGenerations(state, keep);
  const stays = new Set([...idsOf(state, ''), ...idsOf(state, '.building')].filter(id => !old.includes(id)));
  const reports = readdirSync(state.reports).filter(name => /^\d{6,}$/.test(name) && !stays.has(name));
  const builds = unfinished ? idsOf(state, '.building').map(id => placeOf(state, id, '.building').folder) : [];
  return [
    ...found(
      'generation',
      old.map(id => placeOf(state, id).folder),
    ),
    ...found(
      'generation',
      idsOf(state, '.gone').map(id => placeOf(state, id, '.gone').folder),
    ),
    ...found(
      'report',
      reports.map(name => join(state.reports, name)),
    ),
    ...found('unfinished build', builds),
    ...found('spilled data', leftSpills(state)),
    ...found('half written file', leftoversIn(state.dir)),
  ];
}

/** Takes it away; a generation loses its name first, at once, and who has it open reads on. */
export function removeGarbage(state: State, { path }: Garbage): void {
  const [, id, suffix] = /(\d{6,})(\.building)?$/.exec(path) ?? [];
  const isGeneration = id !== undefined && path === placeOf(state, id, (suffix ?? '') as Suffix).folder;
  if (isGeneration) removeGeneration(state, id, (suffix ?? '') as Suffix);
  else rmSync(path, { recursive: true, force: true });
}

function oldGenerations(state: State, keep: number): string[] {
  const standing = current(state)?.generation;
  return idsOf(state, '').filter((id, place) => place >= keep && id !== standing);
}

function found(what: Garbage['what'], paths: string[]): Garbage[] {
  return paths.map(path => ({ what, path, bytes: bytesIn(path) }));
}
