import { existsSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.js';

/** Points `reports/latest` to the report of a generation, by one rename; nothing to do where it points there, or where there is none. */
export function linkLatest(state: State, generation: string): void {
  const link = join(state.reports, 'latest');
  if (!existsSync(join(state.reports, generation)) || pointsTo(link) === generation) return;
  const fresh = `${link}.new`;
  rmSync(fresh, { force: true });
  symlinkSync(generation, fresh);
  renameSync(fresh, link);
}

function pointsTo(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
