import { join } from 'node:path';
import type { State } from '../run/state.js';

/** Where warehouses of what was known at a day lie; whoever removes it loses nothing but the time to make them again. */
export function knownFolder({ dir }: State): string {
  return join(dir, 'known');
}
