import { createHash } from 'node:crypto';
import type { Ordered } from './order.js';
import type { Planned } from './read-sql.js';

/** What a table depends on beside its select and its inputs. */
export interface FingerprintParts {
  /** What holds for every table: options, macros, the engine's version. */
  all: string[];
  /** The content of each table that comes from elsewhere: batch ids, a hash of its columns. */
  given: ReadonlyMap<string, string>;
  /** More for one table: the decisions it depends on, options of its own. */
  extra?: (table: string) => string[];
}

/** All that the content of a table follows from: equal fingerprints mean equal tables. */
export interface Fingerprint {
  all: string;
  /** Of its select and options alone. */
  own: string;
  /** Of each table that it reads. */
  inputs: Record<string, string>;
}

/** The fingerprint of each table, as sha256; `tables` are in order. */
export function fingerprints(tables: Ordered[], { all, given, extra }: FingerprintParts): Map<string, Fingerprint> {
  const known = new Map<string, Fingerprint>();
  for (const one of tables) {
    const { table, inputs } = one;
    const read = Object.fromEntries(inputs.map(input => [input, known.get(input)?.all ?? given.get(input) ?? '']));
    const own = ownFingerprint(one, { all, extra });
    known.set(table, { all: sha256(JSON.stringify([own, Object.entries(read)])), own, inputs: read });
  }
  return known;
}

/** Of what a table follows from beside its inputs. */
export function ownFingerprint(
  { table, kind = 'table', select }: Planned,
  { all, extra }: Omit<FingerprintParts, 'given'>,
): string {
  return sha256(JSON.stringify([table, kind, select, all, extra?.(table) ?? []]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
