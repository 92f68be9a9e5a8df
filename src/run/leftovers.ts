import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const leftover = /^\.custometry-\d+-.*\.tmp$/;

/** Where a file is written before it gets its name: in the same folder, known as ours. No other process has it: in containers all have the same pid. */
export function temporaryFor(path: string): string {
  return join(dirname(path), `.custometry-${process.pid}-${randomUUID().slice(0, 8)}-${basename(path)}.tmp`);
}

/** Clears a folder of what killed processes left half written. Only for who holds the lock. */
export function removeLeftovers(folder: string): void {
  for (const path of leftoversIn(folder)) rmSync(path, { force: true });
}

/** What killed processes left half written in a folder; while runs go on, theirs too. */
export function leftoversIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => leftover.test(name))
    .map(name => join(folder, name));
}
