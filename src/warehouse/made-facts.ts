import type { Manifest } from '../../etl/manifest.js';
import type { DuckDb } from '../engine/duckdb.js';
import type { BuiltTable } from '../plan/make-table.js';
import { fingerprint } from '../run/fingerprint.js';
import type { Made } from './make.js';
import { optionsOf } from './options-of.js';
import { programVersion } from './program-version.js';
import type { Session } from './session.js';
import type { TableSum } from './table-sums.js';

/** What is remembered of how a generation was made, so that two of them can be compared when they are gone. */
export interface MadeFacts {
  asOf: string | null;
  version: string;
  engine: string;
  /** The last batch of each source that went in. */
  batches: Record<string, string>;
  /** Values of the project file, as JSON by path. */
  options: Record<string, string>;
  tables: TableFacts[];
}

/** What became of a table, and what it holds. */
export interface TableFacts extends BuiltTable {
  /** The first digits of the fingerprint of its select. */
  select: string;
  /** The exact total of each decimal column, as text. */
  sums: Record<string, string>;
}

/** Gathers the facts of a warehouse that was just made. */
export function madeFacts(
  engine: DuckDb,
  { project }: Pick<Session, 'project'>,
  made: Made,
  { manifests, sums }: { manifests: Manifest[]; sums: TableSum[] },
): MadeFacts {
  const totals = new Map<string, Record<string, string>>();
  for (const { table, column, total } of sums) totals.set(table, { ...totals.get(table), [column]: total });
  const selects = new Map(made.prepared.tables.map(({ table, select }) => [table, fingerprint(select).slice(0, 16)]));
  const facts = (table: BuiltTable) => ({
    ...table,
    select: selects.get(table.name) ?? '',
    sums: totals.get(table.name) ?? {},
  });
  return {
    asOf: made.asOf,
    version: programVersion(),
    engine: engine.version,
    batches: Object.fromEntries(manifests.map(({ source, batch }) => [source, batch])),
    options: optionsOf(project),
    tables: made.tables.map(facts),
  };
}
