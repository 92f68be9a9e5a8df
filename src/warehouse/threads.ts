import { availableParallelism } from 'node:os';
import type { Manifest } from '../../etl/manifest.js';
import type { ToLand } from './room.js';
import type { Session } from './session.js';

/** Of fewer records, more threads cost a fifth more work and are done no sooner: they wait for each other. */
const worthSharing = 50_000;

/** Of no more records in all, a night with few new ones is made of statements that are too short to be shared. */
const manyInAll = 1_000_000;

type Batch = Pick<Manifest, 'rows' | 'source' | 'batch'>;

/**
 * How many threads make what follows from these batches, of which a generation that stands knew some, up to the last of each source: as
 * many as the project says, else one where few records are to be made and the engine's own choice for many. For few after many there are as
 * many as two tables at a time leave.
 */
export function threadsFor(
  { project }: Session,
  batches: Batch[],
  known: Record<string, string> = {},
): number | undefined {
  const fresh = batches.filter(({ source, batch }) => Number(batch) > Number(known[source] ?? 0));
  const { threads } = project.config.engine;
  if (threads !== undefined || recordsOf(fresh) >= worthSharing) return threads;
  const hasBefore = fresh.length < batches.length;
  if (recordsOf(batches) < (hasBefore ? manyInAll : worthSharing)) return 1;
  return hasBefore && fresh.length > 0 ? besideTwo() : undefined;
}

/** The threads of the engine when two tables are made at a time, each with one of its own: one more than there are cores would wait, and spin, for the others. */
function besideTwo(): number {
  return Math.max(1, availableParallelism() - 1);
}

function recordsOf(batches: Batch[]): number {
  return batches.reduce((sum, { rows }) => sum + rows, 0);
}

/** So many bytes of new files are few. */
const littleToLand = 4 << 20;

/** After so many records a night takes a minute: what it has made is worth to be logged. */
const worthLogging = 20_000_000;

/** How a run begins that lands this, of which it is not known how many records they are. */
interface Beginning {
  /** False: what is made is sooner made again, should the run be killed, than it is logged. */
  isLogged: boolean;
  /** The threads of the engine until the records are counted; as many as there are cores where it is not said. */
  threads?: number;
}

/** Few new bytes are few records, after many or not; with `isAnew` all that was landed before is made as well. */
export function beginningOf({ found, fresh }: ToLand, isAnew: boolean): Beginning {
  const before = recordsOf([...found.values()].flatMap(({ landed }) => landed));
  const isFew = fresh < littleToLand;
  if (isFew && before < manyInAll) return { isLogged: false, threads: 1 };
  const isNight = isFew && fresh > 0 && !isAnew;
  return isNight ? { isLogged: before >= worthLogging, threads: besideTwo() } : { isLogged: true };
}

/** So many bytes are worth the share of another thread while they are landed. */
const muchToLand = 32 << 20;

/** How so many bytes are landed: by how many threads of the engine, where that is not its own choice, and of how many sources at a time. */
interface Landing {
  threads?: number;
  sources: number;
}

/**
 * Of few bytes one thread is enough, if the project does not say otherwise: parts of a batch are landed side by side already, each numbered by
 * one; of short ones, another would only spin until they are done. But the files of one source are read while the engine writes what another
 * delivered. Of many, one source keeps all cores busy, with as many threads as the project says or the engine chooses.
 */
export function landingOf({ project }: Session, bytes: number): Landing {
  const { threads } = project.config.engine;
  return bytes < muchToLand ? { threads: threads ?? 1, sources: 2 } : { threads, sources: 1 };
}
