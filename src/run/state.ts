import { dirname, join, resolve } from 'node:path';
import { CliError, exitCode, messageOf } from '../errors.js';
import { makeFolders } from '../make-folders.js';
import { sync } from '../sync.js';

/** Where a project keeps what it landed, decided and made: absolute paths. `current` is a file, the others are folders. */
export interface State {
  readonly dir: string;
  readonly landing: string;
  readonly decisions: string;
  readonly generations: string;
  readonly ledger: string;
  readonly reports: string;
  readonly lock: string;
  readonly current: string;
}

/** The state kept in a folder; what is missing of it is made, mode 700. Throws CliError (resources) where that is refused. */
export function openState(dir: string): State {
  const state = stateIn(dir);
  const { dir: root, current: _file, ...folders } = state;
  try {
    const made = [root, ...Object.values(folders)].flatMap(folder => makeFolders(folder, 0o700));
    for (const parent of new Set(made.map(folder => dirname(folder)))) sync(parent);
  } catch (error) {
    throw new CliError(
      `the state folder cannot be made: ${messageOf(error)}`,
      exitCode.resources,
      'name a folder that you may write to with --state DIR',
      { cause: error },
    );
  }
  return state;
}

/** Where the state kept in a folder lies, whether or not it has been made. */
export function stateIn(folder: string): State {
  const dir = resolve(folder);
  return {
    dir,
    landing: join(dir, 'landing'),
    decisions: join(dir, 'decisions'),
    generations: join(dir, 'generations'),
    ledger: join(dir, 'ledger'),
    reports: join(dir, 'reports'),
    lock: join(dir, 'lock'),
    current: join(dir, 'current.json'),
  };
}
