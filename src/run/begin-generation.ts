import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { syncBeside } from '../sync.js';
import { copyWhole } from './copy-whole.js';
import { decisionFiles, generationOf } from './decisions.js';
import { hasCode } from './error-code.js';
import { generationId, idsOf, placeOf, removeGeneration } from './generation-folder.js';
import { current, readPointer } from './generations.js';
import { settle } from './settle.js';
import type { State } from './state.js';

/** A generation being built: nobody reads it, and a kill leaves it for the next run. */
export interface Building {
  readonly id: string;
  readonly folder: string;
  /** The database file; not there yet when there is no base. */
  readonly warehouse: string;
  /** The generation that it began as a copy of. */
  readonly base: string | null;
  /** Whether a killed build is taken up, with what it had done. */
  readonly resumed: boolean;
}

/** Written when a copy is complete, and on the disk. A build is taken up only where the same would be begun today. */
interface Origin {
  base: string | null;
  current: string | null;
}

/**
 * The folder to build the next generation in: that of a killed build on the same base, else a new one that starts as a
 * copy of `from` (by default the current generation; null for an empty warehouse). Every other unfinished build is removed,
 * and an id is not given again. Only under the lock, and with no open connection to the base.
 * Throws CliError: usage for a base that is not there, resources when the disk is full; and the signal's reason.
 */
export async function beginGeneration(state: State, options: BeginOptions = {}): Promise<Building> {
  const { building, marked } = await startGeneration(state, options);
  await marked;
  return building;
}

/** What it starts as a copy of, and what stops the copy. */
export interface BeginOptions {
  from?: string | null;
  signal?: AbortSignal;
}

/** A generation that may be built in; only when its mark is written would it be taken up, and may it be published. */
export interface Started {
  building: Building;
  marked: Promise<void>;
}

/** The same, but that nobody waits for the disk to have the copy. */
export async function startGeneration(state: State, { from, signal }: BeginOptions): Promise<Started> {
  const id = nextId(state);
  settle(state);
  const standing = current(state)?.generation ?? null;
  const origin: Origin = { base: from === undefined ? standing : from, current: standing };
  const killed = takeUp(state, origin);
  return killed ? { building: killed, marked: Promise.resolve() } : await start(state, id, origin, signal);
}

function nextId(state: State): string {
  const suffixes = ['', '.building', '.gone'] as const;
  const published = decisionFiles(state, 'score').map(generationOf);
  const known = [
    ...suffixes.flatMap(suffix => idsOf(state, suffix)),
    readPointer(state)?.generation ?? '0',
    ...published,
  ];
  return generationId(Math.max(...known.map(Number)) + 1);
}

function takeUp(state: State, origin: Origin): Building | undefined {
  const [id] = idsOf(state, '.building').filter(one => isOf(origin, readOrigin(state, one)));
  for (const one of idsOf(state, '.building')) if (one !== id) removeGeneration(state, one, '.building');
  if (!id) return undefined;
  const { folder, warehouse } = placeOf(state, id, '.building');
  rmSync(`${warehouse}.tmp`, { recursive: true, force: true });
  return { id, folder, warehouse, base: origin.base, resumed: true };
}

async function start(state: State, id: string, origin: Origin, signal?: AbortSignal): Promise<Started> {
  const { folder, warehouse, mark } = placeOf(state, id, '.building');
  mkdirSync(folder, { mode: 0o700 });
  // Until it has its name it is called as no other: who gave the folder up has taken it away, and the next folder of this id never gets it.
  const unnamed = join(folder, randomUUID());
  const writeMark = async () => {
    await syncBeside(unnamed);
    renameSync(unnamed, mark);
    await syncBeside(folder);
  };
  const building = { id, folder, warehouse, base: origin.base, resumed: false };
  try {
    writeFileSync(unnamed, `${JSON.stringify(origin)}\n`, { mode: 0o600 });
    const onDisk = origin.base ? (await copyBase(state, origin.base, warehouse, signal)).onDisk : Promise.resolve();
    const marked = onDisk.then(writeMark);
    // Who publishes it waits for it; until then, a failure is no fault of the process.
    marked.catch(() => undefined);
    return { building, marked };
  } catch (error) {
    removeGeneration(state, id, '.building');
    throw error;
  }
}

async function copyBase(state: State, base: string, warehouse: string, signal?: AbortSignal) {
  const source = placeOf(state, base).warehouse;
  if (!existsSync(source))
    throw new CliError(`there is no generation ${base}`, exitCode.usage, `look into ${state.generations}`);
  const noRoom = (error: unknown) => {
    if (!hasCode(error, 'ENOSPC', 'EDQUOT')) throw error;
    throw new CliError(
      `no room to copy ${source} for the next generation`,
      exitCode.resources,
      'free some space, or keep fewer generations (generations.keep in custometry.yaml)',
      { cause: error },
    );
  };
  const { onDisk } = await copyWhole(source, warehouse, signal).catch(noRoom);
  return { onDisk: onDisk.catch(noRoom) };
}

/** A mark that cannot be read is none: what was built is not taken up. */
function readOrigin(state: State, id: string): Origin | undefined {
  try {
    return JSON.parse(readFileSync(placeOf(state, id, '.building').mark, 'utf8')) as Origin;
  } catch {
    return undefined;
  }
}

function isOf(origin: Origin, recorded: Origin | undefined): boolean {
  return recorded?.base === origin.base && recorded.current === origin.current;
}
