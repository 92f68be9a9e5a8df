import { hash } from 'node:crypto';
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
  /** Of each table that it reads, and of the rows that its select holds itself. */
  inputs: Record<string, string>;
}

/** Under which name the rows stand that a select holds itself; no table is called so. */
export const heldRows = 'rows of its own';

/** What a table follows from of which nobody knows how far it is made. */
export const unknown: Fingerprint = { all: '', own: '', inputs: {} };

/** The fingerprint of each table, as sha256; `tables` are in order. */
export function fingerprints(tables: Ordered[], parts: FingerprintParts): Map<string, Fingerprint> {
  const known = new Map<string, Fingerprint>();
  const contents = new Map<string, string>();
  const shapes = new Map<string, string>();
  for (const one of tables) {
    const contentOf = (input: string) => contents.get(input) ?? parts.given.get(input);
    const shapeOf = (input: string) => shapes.get(input);
    const own = ownFingerprint(one, parts);
    const rows = one.shape === undefined ? undefined : one.select;
    shapes.set(one.table, following(own, one, shapeOf).all);
    const found = following(own, one, one.isEmpty ? shapeOf : contentOf, rows);
    contents.set(one.table, found.all);
    // What is made on demand is a select and no more, whatever its rows are; what reads it follows from these.
    known.set(one.table, one.kind === 'on demand' ? following(own, one, shapeOf) : found);
  }
  return known;
}

function following(
  own: string,
  { inputs }: Ordered,
  of: (input: string) => string | undefined,
  rows?: string,
): Fingerprint {
  const read = Object.fromEntries(inputs.map(input => [input, of(input) ?? '']));
  if (rows !== undefined) read[heldRows] = sha256(rows);
  return { all: sha256(JSON.stringify([own, Object.entries(read)])), own, inputs: read };
}

/** Of what a table follows from beside its inputs and the rows that its select holds itself. */
export function ownFingerprint(
  { table, kind = 'table', isEmpty, select, shape = select }: Planned,
  { all, extra }: Pick<FingerprintParts, 'all' | 'extra'>,
): string {
  return sha256(JSON.stringify([table, isEmpty ? 'empty' : kind, shape, all, extra?.(table) ?? []]));
}

function sha256(text: string): string {
  return hash('sha256', text);
}
