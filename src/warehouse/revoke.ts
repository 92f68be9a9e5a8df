import { deciding } from './deciding.js';
import { judging } from './judging.js';
import { quarantineDecisions } from './quarantine-decision.js';
import { refuseUnknown } from './refuse-unknown.js';
import { noneSelected, type Selection, says } from './selection.js';
import { landedOf, type Session } from './session.js';
import { type Settled, write } from './settle.js';
import { standingDecisions } from './standing-decisions.js';
import type { Word } from './word.js';

/**
 * Takes back the waivers that say all that the selection says: from the next run on their rules refuse again. A second time changes
 * nothing. Throws CliError (usage) where no such waiver was ever given.
 */
export function revoke(session: Session, selection: Selection, word: Word): Promise<Settled> {
  return deciding(session, 'quarantine revoke', word, async now => {
    const decisions = quarantineDecisions(session.state);
    const holding = standingDecisions(decisions, landedOf(session));
    const standing = holding.filter(one => one.action === 'waive' && says(one, selection));
    const before = decisions.filter(one => one.action === 'revoke' && says(one, selection));
    if (standing.length + before.length === 0) {
      await judging(session, async (_, mappings) => refuseUnknown(session, mappings, selection));
      throw noneSelected(
        'waiver',
        selection,
        'a waiver is revoked by the words it was given with: see decisions/quarantine',
      );
    }
    const lines = standing.map(one => ({ ...one, action: 'revoke' as const }));
    return write(session, now, 'revoke', lines, before.length);
  });
}
