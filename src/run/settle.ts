import { existsSync, renameSync, rmSync } from 'node:fs';
import { idsOf, placeOf } from './generation-folder.js';
import { current } from './generations.js';
import { removeLeftovers } from './leftovers.js';
import type { State } from './state.js';

/**
 * Ends what a kill cut short, so that every folder is what its name says: half removed generations go, the current one
 * loses the mark of the unpublished, and a finished one that was never pointed to is being built again.
 */
export function settle(state: State): void {
  removeLeftovers(state.dir);
  for (const id of idsOf(state, '.gone')) rmSync(placeOf(state, id, '.gone').folder, { recursive: true });
  const standing = current(state)?.generation;
  for (const id of idsOf(state, '')) {
    const { folder, mark } = placeOf(state, id);
    if (!existsSync(mark)) continue;
    if (id === standing) rmSync(mark);
    else renameSync(folder, placeOf(state, id, '.building').folder);
  }
}
