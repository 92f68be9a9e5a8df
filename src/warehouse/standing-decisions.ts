import type { Landed } from '../../etl/manifest.js';
import type { QuarantineDecision } from './quarantine-decision.js';
import { unlandedRetries } from './unlanded-retries.js';

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

function wordsOf({ source, batch, file, row, rule }: QuarantineDecision): string {
  return JSON.stringify([source, batch, file, row, rule]);
}
