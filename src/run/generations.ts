import { readFileSync, statSync } from 'node:fs';
import { CliError, exitCode } from '../errors.js';
import type { Decided } from './decided.js';
import { hasCode } from './error-code.js';
import { placeOf } from './generation-folder.js';
import type { State } from './state.js';

/** What `current.json` says: which generation stands, and what it was made from. */
export interface Pointer {
  generation: string;
  run: string;
  fingerprint: string;
  /** The business date looked back from; null while no order was accepted. */
  asOf: string | null;
  /** ISO, UTC. */
  published_at: string;
  previous: string | null;
  /** What its warehouse is known by. */
  seal?: string;
  /** What had been decided then, by kind; absent where an older version published it. */
  decided?: Record<string, Decided>;
  /** Present while a rollback holds it there: what it turned away from. A run stays as long as it would only make that again. */
  held?: { from: string; fingerprint: string };
}

/** The generation that readers open, and where it lies. */
export interface Current extends Pointer {
  folder: string;
  warehouse: string;
}

/**
 * The standing generation; undefined before the first one, and when its warehouse was thrown away (the next run makes
 * it again). Throws CliError (resources) when current.json was damaged.
 */
export function current(state: State): Current | undefined {
  const pointer = readPointer(state);
  if (!pointer) return undefined;
  const { folder, warehouse } = placeOf(state, pointer.generation);
  return statSync(warehouse, { throwIfNoEntry: false }) ? { ...pointer, folder, warehouse } : undefined;
}

/** The pointer as it stands, whether or not its warehouse does. */
export function readPointer(state: State): Pointer | undefined {
  try {
    const pointer = JSON.parse(readFileSync(state.current, 'utf8')) as Pointer | null;
    if (/^\d{6,}$/.test(String(pointer?.generation))) return pointer as Pointer;
    throw new SyntaxError('it names no generation');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (!(error instanceof SyntaxError || hasCode(error, 'EISDIR'))) throw error;
    throw new CliError(
      `${state.current} is damaged`,
      exitCode.resources,
      'remove it: the next run makes the warehouse again from what was landed and decided',
      { cause: error },
    );
  }
}
