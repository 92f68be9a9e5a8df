import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hasCode } from './error-code.js';
import { isGone, type ProcessId, thisProcess } from './process-id.js';
import type { State } from './state.js';

let opened = 0;
const longAgo_ms = 3 * 24 * 60 * 60 * 1000;

/** Where something may lie for a while: an engine may spill there, for two engines that share a folder write into each other's files. Who asks for it makes and removes it; of a process that was killed it is garbage. Before the first run it is of the system. */
export function spillFolder(state: State): string {
  const parent = existsSync(state.generations) ? parentOf(state) : tmpdir();
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  opened += 1;
  return join(parent, `${whereabouts()}-${process.pid}-${opened}`);
}

/** The spill folders of processes that are gone; those of other machines and containers when they have been let alone for days. */
export function leftSpills(state: State): string[] {
  try {
    const paths = readdirSync(parentOf(state)).map(name => join(parentOf(state), name));
    return paths.filter(path => {
      const [, where, pid] = /^([0-9a-f]+)-(\d+)-\d+$/.exec(basename(path)) ?? [];
      return where === whereabouts() ? isGone(sharing(Number(pid))) : statSync(path).mtimeMs < Date.now() - longAgo_ms;
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function parentOf(state: State): string {
  return join(state.generations, '.tmp');
}

/** Where a pid is the same process: on one machine, of whatever name, and in one container. */
function whereabouts(): string {
  const { host, machine, pid_namespace } = thisProcess();
  return createHash('sha256')
    .update(JSON.stringify([host, machine, pid_namespace]))
    .digest('hex')
    .slice(0, 8);
}

/** Some process of this machine; when it began is not known. */
function sharing(pid: number): ProcessId {
  return { ...thisProcess(), pid, process_started: '' };
}
