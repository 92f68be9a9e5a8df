import { idsOf, removeGeneration } from './generation-folder.js';
import { current } from './generations.js';
import { settle } from './settle.js';
import type { State } from './state.js';

/**
 * Removes all but the latest `keep` generations, never the current one, and answers which went. Who has one of them open
 * reads on. Only under the lock.
 */
export function collect(state: State, keep: number): string[] {
  settle(state);
  const standing = current(state)?.generation;
  const old = idsOf(state, '').filter((id, place) => place >= keep && id !== standing);
  for (const id of old) removeGeneration(state, id, '');
  return old;
}
