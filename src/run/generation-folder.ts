import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './names-in.js';
import type { State } from './state.js';

/** A finished generation's folder is named by its id alone; one being built, and one on its way out, say so behind it. */
export type Suffix = '' | '.building' | '.gone';

/** The ids of the folders of one kind, latest first. */
export function idsOf(state: State, suffix: Suffix): string[] {
  const names = namesIn(state.generations).filter(name => /^\d{6,}(\.building|\.gone)?$/.test(name));
  const ids = names.filter(name => name.replace(/^\d+/, '') === suffix).map(name => Number.parseInt(name, 10));
  return ids.sort((left, right) => right - left).map(generationId);
}

/** Where a generation lies: its folder, its database, the pointer it was published with, and the mark that it has not been published yet. */
export function placeOf(
  state: State,
  id: string,
  suffix: Suffix = '',
): Record<'folder' | 'warehouse' | 'pointer' | 'mark', string> {
  const folder = join(state.generations, `${id}${suffix}`);
  return {
    folder,
    warehouse: join(folder, 'warehouse.duckdb'),
    pointer: join(folder, 'pointer.json'),
    mark: join(folder, 'unpublished.json'),
  };
}

/** Removes a generation: first its name, at once, then its files; who has them open may go on reading. */
export function removeGeneration(state: State, id: string, suffix: Suffix): void {
  const gone = placeOf(state, id, '.gone').folder;
  rmSync(gone, { recursive: true, force: true });
  renameSync(placeOf(state, id, suffix).folder, gone);
  rmSync(gone, { recursive: true });
}

/** @example generationId(7) // '000007' */
export function generationId(number: number): string {
  return String(number).padStart(6, '0');
}
