import type { Landed } from '../../etl/manifest.js';
import type { QuarantineDecision } from './quarantine-decision.js';

/** The retries that do not count, for they were killed before the file that they name was landed: what they would replace is as it was. */
export function unlandedRetries(
  decisions: readonly QuarantineDecision[],
  { manifests, later = [] }: Landed,
): QuarantineDecision[] {
  const retries = decisions.filter(one => one.landed_as !== undefined);
  if (retries.length === 0) return [];
  const all = [...manifests, ...later];
  const landed = new Set(all.flatMap(({ source, files }) => files.map(({ path }) => `${source} ${path}`)));
  return retries.filter(one => !landed.has(`${one.source} ${one.landed_as}`));
}
