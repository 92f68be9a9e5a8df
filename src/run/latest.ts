import { existsSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isLinkless } from './error-code.js';
import type { State } from './state.js';

/**
 * Points `reports/latest` to the report of a generation, by one rename; nothing to do where it points there, or where there is none.
 * Where a copy of the state has made a folder of the link, that goes; a file system without links has no short way to the report.
 */
export function linkLatest(state: State, generation: string): void {
  const link = join(state.reports, 'latest');
  if (!existsSync(join(state.reports, generation))) return;
  const before = pointsTo(link);
  if (before === generation) return;
  const fresh = `${link}.new`;
  rmSync(fresh, { force: true });
  if (before === undefined) rmSync(link, { recursive: true, force: true });
  try {
    symlinkSync(generation, fresh);
  } catch (error) {
    if (!isLinkless(error)) throw error;
    return;
  }
  renameSync(fresh, link);
}

function pointsTo(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
