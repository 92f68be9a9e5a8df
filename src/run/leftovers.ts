import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const leftover = /^\.custometry-\d+-.*\.tmp$/;

/** Where a file is written before it gets its name: in the same folder, known as ours and as this process's. */
export function temporaryFor(path: string): string {
  return join(dirname(path), `.custometry-${process.pid}-${basename(path)}.tmp`);
}

/** Clears a folder of what killed processes left half written. Only for who holds the lock. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) if (leftover.test(name)) rmSync(join(folder, name), { force: true });
}
