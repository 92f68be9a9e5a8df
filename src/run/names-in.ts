import { readdirSync, statSync } from 'node:fs';

/** What a folder of the state holds; nothing where it has not been made yet, which only a run does. */
export function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
}
