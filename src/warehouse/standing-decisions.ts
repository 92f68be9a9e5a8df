import type { Landed } from '../../etl/manifest.js';
import type { QuarantineDecision } from './quarantine-decision.js';

/** The decisions about refused records that hold: all but the waivers that were revoked as often as they were given, what revoked them, and retries whose file was never landed. */
export function standingDecisions(decisions: readonly QuarantineDecision[], landed: Landed): QuarantineDecision[] {
  const unlanded = new Set(unlandedRetries(decisions, landed));
  const times = new Map<string, number>();
  for (const one of decisions) {
    const more = one.action === 'waive' ? 1 : one.action === 'revoke' ? -1 : 0;
    times.set(wordsOf(one), (times.get(wordsOf(one)) ?? 0) + more);
  }
  return decisions.filter(
    one =>
      one.action !== 'revoke' && !unlanded.has(one) && (one.action !== 'waive' || (times.get(wordsOf(one)) ?? 0) > 0),
  );
}

/** The retries that do not count, for they were killed before the file that they name was landed: what they would replace is as it was. */
function unlandedRetries(
  decisions: readonly QuarantineDecision[],
  { manifests, later = [] }: Landed,
): QuarantineDecision[] {
  const retries = decisions.filter(one => one.landed_as !== undefined);
  if (retries.length === 0) return [];
  const all = [...manifests, ...later];
  const landed = new Set(all.flatMap(({ source, files }) => files.map(({ path }) => `${source} ${path}`)));
  return retries.filter(one => !landed.has(`${one.source} ${one.landed_as}`));
}

function wordsOf({ source, batch, file, row, rule }: QuarantineDecision): string {
  return JSON.stringify([source, batch, file, row, rule]);
}
