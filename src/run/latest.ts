import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.js';

/** Points `reports/latest` to the report of a generation, by one rename. */
export function linkLatest(state: State, generation: string): void {
  const link = join(state.reports, 'latest');
  const fresh = `${link}.new`;
  rmSync(fresh, { force: true });
  symlinkSync(generation, fresh);
  renameSync(fresh, link);
}
