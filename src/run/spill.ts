import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './error-code.js';
import type { State } from './state.js';

let opened = 0;

/** Where an engine may spill: a folder of its own, for two engines that share one write into each other's files. The engine makes and removes it. */
export function spillFolder(state: State): string {
  const parent = parentOf(state);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  opened += 1;
  return join(parent, `${process.pid}-${opened}`);
}

/** The spill folders of processes that are gone. */
export function leftSpills(state: State): string[] {
  try {
    const names = readdirSync(parentOf(state)).filter(name => isGone(Number.parseInt(name, 10)));
    return names.map(name => join(parentOf(state), name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function parentOf(state: State): string {
  return join(state.generations, '.tmp');
}

function isGone(pid: number): boolean {
  if (Number.isNaN(pid)) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}
