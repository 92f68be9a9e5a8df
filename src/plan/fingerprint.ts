import { createHash } from 'node:crypto';
import type { Ordered } from './order.js';

/** What a table depends on beside its select and its inputs. */
export interface FingerprintParts {
  /** What holds for every table: options, macros, the engine's version. */
  all: string[];
  /** The content of each table that comes from elsewhere: batch ids, a hash of its columns. */
  given: ReadonlyMap<string, string>;
  /** More for one table: the decisions it depends on, options of its own. */
  extra?: (table: string) => string[];
}

/** A sha256 per table over all that its content follows from; equal fingerprints mean equal tables. `tables` are in order. */
export function fingerprints(tables: Ordered[], { all, given, extra }: FingerprintParts): Map<string, string> {
  const known = new Map<string, string>();
  for (const { table, kind = 'table', select, inputs } of tables) {
    const read = inputs.map(input => [input, known.get(input) ?? given.get(input) ?? '']);
    known.set(table, sha256(JSON.stringify([table, kind, select, read, all, extra?.(table) ?? []])));
  }
  return known;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
