import { existsSync, readFileSync } from 'node:fs';
import { CliError, exitCode } from '../errors.js';
import { generationId, idsOf, placeOf } from './generation-folder.js';
import { type Pointer, readPointer } from './generations.js';
import { linkLatest } from './latest.js';
import { requireSealed } from './seal.js';
import { settle } from './settle.js';
import type { State } from './state.js';
import { writeFileAtomic } from './write-file.js';

/**
 * Makes a kept generation the current one again, by one rename of current.json; by default the one that stood before. It is held
 * there until a run has something else to make than what was turned away from. Where somebody has
 * removed the one that stands, too. Only under the lock. Throws CliError: usage; resources where it is damaged.
 */
export function pointBack(state: State, to?: string): Pointer {
  settle(state);
  const standing = readPointer(state);
  if (!standing) throw new CliError('there is no warehouse yet', exitCode.usage, 'make one: custometry run');
  const target = pointerOf(state, chosen(state, standing, to));
  const { warehouse } = placeOf(state, target.generation);
  requireSealed({ warehouse, seal: target.seal }, anotherOne);
  const held = standing.held ?? { from: standing.generation, fingerprint: standing.fingerprint };
  const pointer: Pointer = target.fingerprint === held.fingerprint ? target : { ...target, held };
  writeFileAtomic(state.current, `${JSON.stringify(pointer, null, 2)}\n`);
  linkLatest(state, pointer.generation);
  return pointer;
}

function chosen(state: State, standing: Pointer, to: string | undefined): string {
  const kept = idsOf(state, '').filter(id => existsSync(placeOf(state, id).warehouse));
  const others = kept.filter(id => id !== standing.generation);
  const id = to === undefined ? before(others, standing) : generationId(Number(to));
  if (id !== undefined && others.includes(id)) return id;
  if (id === standing.generation && kept.includes(id))
    throw new CliError(`generation ${id} stands already`, exitCode.usage);
  const what = id === undefined ? 'no earlier generation is kept' : `generation ${id} is not kept`;
  const rest =
    others.length > 0 ? `kept are ${others.join(', ')}` : 'generations.keep in custometry.yaml says how many are';
  throw new CliError(what, exitCode.usage, rest);
}

/** The one that stood before or, where it is gone, the latest of those made earlier. */
function before(others: string[], { generation, previous }: Pointer): string | undefined {
  if (previous !== null && others.includes(previous)) return previous;
  return others.find(id => Number(id) < Number(generation));
}

/** The pointer with which a kept generation was published. Throws CliError (usage) where there is none. */
function pointerOf(state: State, generation: string): Pointer {
  const path = placeOf(state, generation).pointer;
  try {
    const pointer = JSON.parse(readFileSync(path, 'utf8')) as Pointer | null;
    if (pointer?.generation === generation) return pointer;
    throw new Error('it is of no generation, or of another');
  } catch (error) {
    throw new CliError(
      `generation ${generation} does not say what it was made from: ${path} is damaged or missing`,
      exitCode.usage,
      anotherOne,
      { cause: error },
    );
  }
}

const anotherOne = 'name another one that is kept; custometry run makes the next one from what was landed and decided';
