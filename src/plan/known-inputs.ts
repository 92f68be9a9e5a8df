import { type FingerprintParts, heldRows, ownFingerprint } from './fingerprint.js';
import type { Planned } from './read-sql.js';
import type { StoredTable } from './stored-fingerprints.js';

/**
 * The inputs of the selects from which tables stand, by the text: they were recorded when these were made, by the same engine, so the texts
 * need not be parsed again. Most are the same from night to night.
 */
export function knownInputs(
  planned: Planned[],
  stored: ReadonlyMap<string, StoredTable> | undefined,
  parts: Pick<FingerprintParts, 'all' | 'extra'>,
): Map<string, string[]> {
  const known = new Map<string, string[]>();
  for (const one of planned) {
    const standing = stored?.get(one.table)?.fingerprint;
    if (standing && standing.own === ownFingerprint(one, parts))
      known.set(
        one.select,
        Object.keys(standing.inputs).filter(name => name !== heldRows),
      );
  }
  return known;
}
