import type { Engine } from '../engine/engine.js';
import { checkAgainst } from './against.js';
import { asOfQuestion } from './as-of.js';
import type { Cube } from './cube.js';
import { lookAtKeys } from './keys.js';
import { checkMembers } from './members.js';
import type { CubeQuery } from './query.js';
import { type Request, requestOf } from './request.js';

/** A question whose names, keys and members were looked at: it can be planned. Throws CliError (usage) for one that has no answer. */
export async function ready(
  engine: Engine,
  cube: Cube,
  given: CubeQuery,
  signal?: AbortSignal,
): Promise<{ request: Request; asOf?: string; notes: string[] }> {
  const asked = requestOf(cube, given);
  const request = { ...asked, found: await lookAtKeys(engine, asked) };
  await checkMembers(engine, request);
  await checkAgainst(engine, request);
  const { unfinished = [], ...asOf } = await asOfQuestion(engine, request, signal);
  return { request: { ...request, unfinished }, ...asOf };
}
