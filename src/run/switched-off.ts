import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { State } from './state.js';
import { writeFileAtomic } from './write-file.js';

/** A table that is not to be read as it stands, and since when. */
export interface SwitchedOff {
  /** ISO, UTC. */
  at: string;
  /** The generation in which it was found to be wrong. */
  generation: string;
}

/** The tables that were switched off, by name: those that were made anew since then too. */
export function switchedOff(state: State): Map<string, SwitchedOff> {
  const file = fileIn(state);
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, SwitchedOff>));
}

/** Switches tables off as they stand. Throws where the state may not be written to. */
export function switchOff(state: State, tables: string[], word: SwitchedOff): void {
  const all = switchedOff(state);
  for (const table of tables) all.set(table, word);
  mkdirSync(dirname(fileIn(state)), { recursive: true, mode: 0o700 });
  writeFileAtomic(fileIn(state), `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

const fileIn = ({ dir }: State) => join(dir, 'cubes', 'off.json');
