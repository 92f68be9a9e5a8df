import type { QuarantineDecision } from './quarantine-decision.js';

/** The decisions about refused records that hold: all but the waivers that were revoked, and what revoked them. */
export function standingDecisions(decisions: readonly QuarantineDecision[]): QuarantineDecision[] {
  const waivers = new Map<string, QuarantineDecision>();
  for (const one of decisions) {
    const { action, source, batch, file, row, rule } = one;
    const words = JSON.stringify([source, batch, file, row, rule]);
    if (action === 'waive') waivers.set(words, one);
    if (action === 'revoke') waivers.delete(words);
  }
  const others = decisions.filter(({ action }) => action === 'discard' || action === 'retry');
  return [...waivers.values(), ...others];
}
