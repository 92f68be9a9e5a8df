import { basename } from 'node:path';
import { garbageOf, removeGarbage } from './garbage.js';
import { settle } from './settle.js';
import type { State } from './state.js';

/**
 * Removes all but the latest `keep` generations, never the current one, with their reports and what killed processes left, and
 * answers which generations went. Who has one of them open reads on. Only under the lock.
 */
export function collect(state: State, keep: number): string[] {
  settle(state);
  const garbage = garbageOf(state, keep);
  for (const one of garbage) removeGarbage(state, one);
  return garbage.filter(({ what }) => what === 'generation').map(({ path }) => basename(path));
}
