import { join } from 'node:path';
import type { Manifest } from '../../etl/manifest.js';
import { CliError, exitCode } from '../errors.js';
import type { Current } from '../run/generations.js';
import { readRecord } from './record.js';
import type { Session } from './session.js';

/**
 * Refuses to go on from a generation that was made from more than is landed: numbers of batches only grow, so a folder that ends before it
 * is not the one that was landed in, as where the disk that holds it is not mounted. Throws CliError (source).
 */
export function requireKnownBatches({ project, state }: Session, standing: Current, manifests: Manifest[]): void {
  const last = new Map(manifests.map(({ source, batch }) => [source, batch]));
  const short = Object.entries(readRecord(standing).batches).filter(
    ([source, batch]) => source in project.config.sources && Number(last.get(source) ?? 0) < Number(batch),
  );
  if (short.length === 0) return;
  const told = short.map(([source, batch]) => {
    const ends = last.has(source) ? `ends with batch ${last.get(source)}` : 'holds no batch';
    return `${join(state.landing, source)} ${ends}, and generation ${standing.generation} was made from ${batch}`;
  });
  throw new CliError(
    ['landed batches are missing; nothing was built without them', ...told].join('\n'),
    exitCode.source,
    'mount the disk or restore the folder; custometry run --rebuild makes the warehouse from what is there now',
  );
}
