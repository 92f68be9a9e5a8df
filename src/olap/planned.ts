import type { Engine } from '../engine/engine.js';
import type { Cube } from './cube.js';
import { type Plan, planOf } from './plan.js';
import type { CubeQuery } from './query.js';
import { ready } from './ready.js';
import type { Request } from './request.js';

/** A question that can be put. */
export interface Planned extends Plan {
  request: Request;
  asOf?: string;
  notes: string[];
}

/** So many questions to a cube are kept, those that were asked last. */
const most = 100;

/** A generation does not change while it is open, so the same question always is planned in the same way: a dashboard asks again and again. */
const kept = new WeakMap<Cube, Map<string, Planned>>();

/** A question planned, or as it was planned before, and how long that took. Throws CliError (usage) for one that has no answer. */
export async function planned(
  engine: Engine,
  cube: Cube,
  given: CubeQuery,
  signal?: AbortSignal,
): Promise<Planned & { planning_ms: number }> {
  const start = performance.now();
  const own = kept.get(cube) ?? new Map<string, Planned>();
  kept.set(cube, own);
  const key = JSON.stringify(given);
  const known = own.get(key);
  own.delete(key);
  const asked = known ?? (await ready(engine, cube, given, signal));
  const begun = known ? start : performance.now();
  const one = known ?? { ...asked, ...planOf(asked.request, asked.asOf) };
  own.set(key, one);
  const [oldest] = own.keys();
  if (own.size > most && oldest !== undefined) own.delete(oldest);
  return { ...one, planning_ms: performance.now() - begun };
}
