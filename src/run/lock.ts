import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { hasCode } from './error-code.js';
import { removeLeftovers } from './leftovers.js';
import { patience, type Waiting } from './patience.js';
import { isGone, isInSight, type ProcessId, thisProcess } from './process-id.js';
import { openState, type State } from './state.js';
import { userName } from './user-name.js';
import { createFile, writeFileAtomic } from './write-file.js';

/** Who has a project to themselves. */
export interface Holder extends ProcessId {
  run: string;
  command: string;
  user: string;
  /** ISO, UTC. */
  since: string;
  /** ISO, UTC; absent while it is held. */
  released?: string;
}

/** Held until released, or until the process ends in whatever way. */
export interface Lock {
  readonly holder: Holder;
  /** Gives the project to the next; a second call does nothing. */
  release(): void;
}

/**
 * Takes the project for one run. The holder is the highest numbered file in `lock/`; numbers only grow, a file is made
 * by linking, and a number follows another only when that one's holder has released it or is gone. So of any number of
 * contenders for a stale lock one wins, and age alone never makes it stale.
 * With `wait_ms` a contender waits so long for the holder to end. Throws CliError (lockBusy) with the holder's name; an abort
 * while it waits is thrown as its signal's reason.
 */
export async function acquireLock(
  state: State,
  { command, run, now, ...waiting }: { command: string; run: string; now: () => Date } & Waiting<Holder>,
): Promise<Lock> {
  const wait = patience(waiting);
  for (;;) {
    const holder: Holder = { run, command, user: userName(), ...thisProcess(), since: now().toISOString() };
    openState(state.dir);
    const last = lastTurn(state);
    const standing = readHolder(state, last);
    if (standing && !isFree(standing)) {
      if (await wait(standing)) continue;
      throw busy(standing, turnPath(state, last));
    }
    if (takeTurn(state, last + 1, holder)) return held(state, last + 1, holder, now);
  }
}

/** A contender that listed the folder long ago may still make a number that was cleared away since: it is not the highest. */
function takeTurn(state: State, turn: number, holder: Holder): boolean {
  if (!createFile(turnPath(state, turn), [asText(holder)])) return false;
  if (lastTurn(state) === turn) return true;
  rmSync(turnPath(state, turn), { force: true });
  return false;
}

function held(state: State, turn: number, holder: Holder, now: () => Date): Lock {
  for (const one of turns(state)) if (one < turn) rmSync(turnPath(state, one), { force: true });
  removeLeftovers(state.lock);
  const release = () => {
    process.off('exit', release);
    const standing = readHolder(state, turn);
    if (standing?.run !== holder.run || standing.released) return;
    writeAnyhow(turnPath(state, turn), asText({ ...holder, released: now().toISOString() }));
  };
  process.on('exit', release);
  return { holder, release };
}

/** On a full disk a new file has no room, but the few bytes of the one that is there have. */
function writeAnyhow(path: string, text: string): void {
  try {
    writeFileAtomic(path, text);
  } catch (error) {
    if (!hasCode(error, 'ENOSPC', 'EDQUOT')) throw error;
    writeFileSync(path, text);
  }
}

function isFree(holder: Holder): boolean {
  return holder.released !== undefined || isGone(holder);
}

/** Undefined when there is none: before the first run, or cleared away by a later holder since the folder was listed. */
function readHolder(state: State, turn: number): Holder | undefined {
  const path = turnPath(state, turn);
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder | null;
    if (typeof holder?.run === 'string' && typeof holder.pid === 'number') return holder;
    throw new Error('it names nobody');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new CliError(
      `the lock ${path} cannot be read, so its holder is not known`,
      exitCode.lockBusy,
      `make sure that no run is going on, then remove ${path}`,
      { cause: error },
    );
  }
}

function busy(holder: Holder, path: string): CliError {
  const { run, user, host, pid, since } = holder;
  return new CliError(
    `the project is locked by run ${run} by ${user}@${host}, pid ${pid}, since ${since}`,
    exitCode.lockBusy,
    isInSight(holder)
      ? `wait until it ends, or stop process ${pid}`
      : `wait until it ends; if it no longer runs ${host === thisProcess().host ? 'in its container or on another machine of that name' : `on ${host}`}, remove ${path}`,
  );
}

function turns(state: State): number[] {
  return readdirSync(state.lock)
    .filter(name => /^\d+\.json$/.test(name))
    .map(name => Number.parseInt(name, 10));
}

function lastTurn(state: State): number {
  return Math.max(0, ...turns(state));
}

function turnPath(state: State, turn: number): string {
  return join(state.lock, `${String(turn).padStart(6, '0')}.json`);
}

function asText(holder: Holder): string {
  return `${JSON.stringify(holder, null, 2)}\n`;
}
