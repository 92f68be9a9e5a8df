import type { QuarantineDecision } from './quarantine-decision.js';

/** The decisions about refused records that hold: all but the waivers that were revoked as often as they were given, and what revoked them. */
export function standingDecisions(decisions: readonly QuarantineDecision[]): QuarantineDecision[] {
  const times = new Map<string, number>();
  for (const one of decisions) {
    const more = one.action === 'waive' ? 1 : one.action === 'revoke' ? -1 : 0;
    times.set(wordsOf(one), (times.get(wordsOf(one)) ?? 0) + more);
  }
  return decisions.filter(
    one => one.action !== 'revoke' && (one.action !== 'waive' || (times.get(wordsOf(one)) ?? 0) > 0),
  );
}

function wordsOf({ source, batch, file, row, rule }: QuarantineDecision): string {
  return JSON.stringify([source, batch, file, row, rule]);
}
