import { chmodSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sync } from '../sync.js';
import type { Building } from './begin-generation.js';
import { decidedUntilNow } from './decided.js';
import { placeOf, removeGeneration } from './generation-folder.js';
import { current, type Pointer } from './generations.js';
import { sealOf } from './seal.js';
import type { State } from './state.js';
import { writeFileAtomic } from './write-file.js';

/**
 * Makes a built generation the current one, by one rename of current.json: before it the old one stands, after it the
 * new one, whatever is killed. The warehouse must be closed; throws, and publishes nothing, when it is not there, has no mark or left a log behind.
 */
export function publish(
  state: State,
  building: Building,
  facts: Pick<Pointer, 'run' | 'fingerprint' | 'asOf' | 'published_at'>,
): Pointer {
  const previous = current(state)?.generation ?? null;
  requireClosed(state, building);
  const known = { seal: sealOf(building.warehouse), decided: decidedUntilNow(state) };
  const pointer: Pointer = { generation: building.id, ...facts, previous, ...known };
  const text = `${JSON.stringify(pointer, null, 2)}\n`;
  writeFileSync(placeOf(state, building.id, '.building').pointer, text, { mode: 0o600 });
  leaveOnDisk(building);
  const { folder, mark } = placeOf(state, building.id);
  renameSync(building.folder, folder);
  sync(state.generations);
  writeFileAtomic(state.current, text);
  rmSync(mark);
  return pointer;
}

/** Gives up what was built, and what was written of a report of it; the current generation stands. */
export function discard(state: State, building: Building): void {
  rmSync(join(state.reports, building.id), { recursive: true, force: true });
  removeGeneration(state, building.id, '.building');
}

function requireClosed(state: State, { id, folder, warehouse }: Building): void {
  if (!existsSync(warehouse)) throw new Error(`nothing was built in ${folder}`);
  if (!existsSync(placeOf(state, id, '.building').mark)) throw new Error(`${folder} has no mark`);
  if (existsSync(`${warehouse}.wal`)) throw new Error(`${warehouse} is still open, or was not closed properly`);
}

function leaveOnDisk({ folder, warehouse }: Building): void {
  rmSync(`${warehouse}.tmp`, { recursive: true, force: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    chmodSync(path, entry.isDirectory() ? 0o700 : 0o600);
    sync(path);
  }
  sync(folder);
}
