import { accessSync, constants, existsSync, lstatSync, statfsSync, statSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { planLanding } from '../../etl/land-plan.js';
import { lookAtLanded } from '../../etl/landed-sums.js';
import { count } from '../count.js';
import { openDuckDb } from '../engine/duckdb.js';
import { CliError, messageOf } from '../errors.js';
import { requireDecided } from '../run/decided.js';
import { requireDecisions } from '../run/decisions.js';
import { type Current, current, type Pointer, readPointer } from '../run/generations.js';
import { requireSealed } from '../run/seal.js';
import type { State } from '../run/state.js';
import { sizeText } from '../size-text.js';
import { erasures } from './erase/erasure.js';
import { readKeyedHash } from './erase/keyed-hash.js';
import { requireKnownBatches } from './known-batches.js';
import { reading } from './reading.js';
import { hasRecord, readRecord } from './record.js';
import { requireFitting } from './require-fitting.js';
import { manifestsOf, type Session } from './session.js';

/** One thing that was looked at. */
export interface Finding {
  name: string;
  status: 'ok' | 'warn' | 'bad';
  text: string;
  hint?: string;
}

/** Of less than this a person is told. */
const littleDisk = 1e9;

/** Looks at the machine, the project file, the sources, the disk, what was landed and decided, and the standing generation. Writes nothing. */
export async function doctor(session: Session): Promise<Finding[]> {
  const looked = await sources(session);
  const landed = landing(session);
  const decided = decisions(session);
  return [
    machine(),
    ...(await engineFinding(session)),
    project(session),
    ...access(session),
    disk(session),
    ...looked.map(({ finding }) => finding),
    ...landed,
    ...decided,
    ...(landed.length + decided.length > 0 ? [] : await mappings(session, looked)),
    ...(await generation(session)),
  ];
}

function machine(): Finding {
  const memory = `${sizeText(freemem())} of ${sizeText(totalmem())} memory free`;
  return { name: 'machine', status: 'ok', text: `node ${process.version}, ${availableParallelism()} cores, ${memory}` };
}

async function engineFinding({ project: { config } }: Session): Promise<Finding[]> {
  const { threads, memory } = config.engine;
  const engine = await openDuckDb({ threads, memory });
  await engine.close();
  return [{ name: 'engine', status: 'ok', text: `DuckDB ${engine.version}` }];
}

function project({ project: { config, file, unused } }: Session): Finding {
  const text = `${file}: ${count(Object.keys(config.sources).length, 'source')}, entities ${Object.keys(config.entities).join(', ') || 'none'}`;
  if (unused.length === 0) return { name: 'project', status: 'ok', text };
  return { name: 'project', status: 'warn', text: `${text}; --set ${unused.join(', ')} is not used in it` };
}

/** The folders of the state that are none, or in which this user may not do what a run does. */
function access({ state }: Session): Finding[] {
  const { current: _file, ...folders } = state;
  const all = constants.R_OK | constants.W_OK | constants.X_OK;
  const none = Object.values(folders).filter(isNoFolder);
  if (none.length > 0) {
    const hint = 'move away what stands there, and restore the folder from a backup; a link must lead to a folder';
    return [{ name: 'state', status: 'bad', text: `${none.join(', ')} is no folder`, hint }];
  }
  const denied = Object.values(folders).filter(folder => existsSync(folder) && !isAllowed(folder, all));
  if (denied.length === 0) return [];
  const text = `no permission to read and write ${denied.join(', ')}`;
  return [{ name: 'state', status: 'bad', text, hint: 'call as the user whose it is, or name another with --state' }];
}

/** A file, or a link that leads nowhere. */
function isNoFolder(path: string): boolean {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  return isThere && !statSync(path, { throwIfNoEntry: false })?.isDirectory();
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function disk({ state }: Session): Finding {
  if (!existsSync(state.dir)) return { name: 'disk', status: 'ok', text: `${state.dir} is made by the first run` };
  const { bavail, bsize } = statfsSync(state.dir);
  const free = bavail * bsize;
  const text = `${sizeText(free)} free at ${state.dir}`;
  if (free > littleDisk) return { name: 'disk', status: 'ok', text };
  return { name: 'disk', status: 'warn', text, hint: 'free some space, or keep fewer generations' };
}

/** A source, and how many of its files are still to be landed; undefined where that cannot be seen. */
interface Looked {
  name: string;
  finding: Finding;
  toLand?: number;
}

async function sources({ project: { config, dir }, state }: Session): Promise<Looked[]> {
  const looked = Object.entries(config.sources).map(async ([name, source]): Promise<Looked> => {
    try {
      const [plan] = await planLanding({ sources: { [name]: source }, projectDir: dir, landing: state.landing });
      const toLand = plan?.files.length ?? 0;
      const text = `${count(toLand, 'file')} to land, ${plan?.unchanged ?? 0} known${plan?.notes.map(note => `; ${note}`).join('') ?? ''}`;
      return { name, finding: { name: `source ${name}`, status: 'ok', text }, toLand };
    } catch (error) {
      return { name, finding: badFinding(`source ${name}`, error) };
    }
  });
  return Promise.all(looked);
}

function badFinding(name: string, error: unknown): Finding {
  const text = messageOf(error);
  const own = text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text;
  return { name, status: 'bad', text: own, hint: error instanceof CliError ? error.hint : undefined };
}

/** Landed files that are not there, or of another size, and missing batches; nothing where all are as they were landed. */
function landing(session: Session): Finding[] {
  try {
    lookAtLanded(session.state.landing, manifestsOf(session));
    const standing = pointerIn(session.state) && current(session.state);
    if (standing && hasRecord(standing)) requireKnownBatches(session, standing);
    return [];
  } catch (error) {
    return [badFinding('landing', error)];
  }
}

/** What was decided and is lost or cannot be read, or the secret by which the forgotten are known; nothing where all can. */
function decisions({ state }: Session): Finding[] {
  try {
    requireDecisions(state);
    const { all, pending } = erasures(state);
    const pointer = pointerIn(state);
    if (pointer && pending.length === 0) requireDecided(state, pointer);
    if (all.length > 0) readKeyedHash(state, all);
    return [];
  } catch (error) {
    return [badFinding('decisions', error)];
  }
}

/** One that is damaged is told with the generation. */
function pointerIn(state: State): Pointer | undefined {
  try {
    return readPointer(state);
  } catch {
    return undefined;
  }
}

/** The mappings that do not fit what was landed; nothing where all do. A file that is still to be landed may bring what they lack. */
async function mappings(session: Session, looked: Looked[]): Promise<Finding[]> {
  const settled = looked.filter(({ toLand }) => toLand === 0).map(({ name }) => name);
  try {
    await requireFitting(session, new Set(settled));
    return [];
  } catch (error) {
    return [badFinding('mappings', error)];
  }
}

async function generation(session: Session): Promise<Finding[]> {
  try {
    const { state } = session;
    if (existsSync(state.current) && !isAllowed(state.current, constants.R_OK)) return [];
    return await standingFindings(session, current(state));
  } catch (error) {
    return [badFinding('generation', error)];
  }
}

async function standingFindings(session: Session, found: Current | undefined): Promise<Finding[]> {
  const { project } = session;
  const [entity] = Object.keys(project.config.entities);
  const look = entity === undefined ? '' : `custometry run --preview ${entity} shows what is read of the files; `;
  if (!found)
    return [{ name: 'generation', status: 'warn', text: 'none yet', hint: `${look}custometry run makes the first` }];
  const text = `${found.generation}, as of ${found.asOf ?? 'no date'}, published ${found.published_at}`;
  await reading(session, async () => {
    requireSealed(found);
    readRecord(found);
  });
  return [{ name: 'generation', status: 'ok', text }];
}
