import type { Level } from './cube.js';
import { usage } from './usage.js';

/** Throws CliError (usage) where a path from the top goes deeper than the level that it leads to. */
export function checkPath({ name, path }: Level, members: readonly unknown[]): void {
  if (members.length > path.length)
    throw usage(`a path to ${name} has ${path.length} members at most, not ${members.length}`);
}
