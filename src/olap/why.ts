import type { Engine } from '../engine/engine.js';
import type { Choice } from './aggregate/choose.js';
import type { Cube } from './cube.js';
import { planOf } from './plan.js';
import type { CubeQuery } from './query.js';
import { ready } from './ready.js';

/** What a question could be counted from, and why it is or is not. Throws CliError (usage) for a question that has no answer. */
export async function why(engine: Engine, cube: Cube, given: CubeQuery): Promise<Choice[]> {
  const { request, asOf } = await ready(engine, cube, given);
  return planOf(request, asOf).choices;
}
