import { loadModel } from '../../models/persist.js';
import { type RfmFitted, rfm } from '../../models/rfm/index.js';
import type { DuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { nearest } from '../plan/nearest.js';
import { readDecisions } from '../run/decisions.js';
import { rowsOf } from '../table.js';
import { scoreSelects } from './fit.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { manifestsOf, openEngine, type Session, standing } from './session.js';

/** Opens the standing generation for reading, does something with it, and closes it whatever happens. */
export async function reading<T>(session: Session, work: (engine: DuckDb) => Promise<T>): Promise<T> {
  const { warehouse } = standing(session);
  return closing(await openEngine(session, { path: warehouse, readOnly: true }), work);
}

/** The same with every table planned over it. */
export function planned<T>(session: Session, work: (engine: DuckDb, prepared: Prepared) => Promise<T>): Promise<T> {
  return reading(session, async engine => work(engine, await prepareFitted(session, engine)));
}

/** Plans every table without a generation: for what only needs the selects. */
export async function planning<T>(
  session: Session,
  work: (engine: DuckDb, prepared: Prepared) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(session);
  return closing(engine, async () => work(engine, await prepareFitted(session, engine)));
}

/** What the warehouse is made from, as it lies there now. */
export function groundOf(session: Session) {
  const { project, state, options } = session;
  return { project, state, manifests: manifestsOf(session), asOf: options.asOf };
}

/** The standing generation for a user's own SQL: read-only, in the engine's own dialect, no files, no network. */
export function openReader(session: Session): Promise<DuckDb> {
  const { warehouse } = standing(session);
  return openEngine(session, { path: warehouse, readOnly: true, macros: false, externalAccess: false });
}

/** A table of the warehouse and its columns. */
export interface TableEntry {
  name: string;
  rows: number;
  columns: { name: string; type: string }[];
}

/** Every table of the standing generation, in order of name. */
export function tables(session: Session): Promise<TableEntry[]> {
  return reading(session, async engine => {
    const rows = rowsOf(
      await engine.query(`select named.table_schema || '.' || named.table_name as name, named.column_name, named.data_type,
        coalesce(made.row_count, 0) as row_count
      from information_schema.columns as named
      left join meta.fingerprint as made on made.table_name = named.table_schema || '.' || named.table_name
      where named.table_catalog = current_database() and named.table_schema <> 'main'
      order by name, named.ordinal_position`),
    );
    const found = new Map<string, TableEntry>();
    for (const { name, column_name, data_type, row_count } of rows) {
      const entry = found.get(String(name)) ?? { name: String(name), rows: Number(row_count), columns: [] };
      entry.columns.push({ name: String(column_name), type: String(data_type) });
      found.set(entry.name, entry);
    }
    return [...found.values()];
  });
}

/** The quoted name of a table that stands. Throws CliError (usage) with the nearest name. */
export async function knownTable(engine: DuckDb, table: string): Promise<string> {
  const names = rowsOf(
    await engine.query("select table_schema || '.' || table_name as name from information_schema.tables"),
  ).map(row => String(row.name));
  if (names.includes(table)) return identifier(...table.split('.'));
  throw unknownTable(table, names);
}

/** The error for a table that is not there. */
export function unknownTable(table: string, names: string[]): CliError {
  const near = nearest(table, names);
  return new CliError(
    `there is no table ${table}`,
    exitCode.usage,
    near ? `did you mean ${near}?` : "list them: custometry query 'show all tables'",
  );
}

/** The model published last, as it was fitted; undefined before the first. */
export function lastFit({ state }: Session): RfmFitted | undefined {
  const saved = [...readDecisions(state, 'model')].filter(one => one.model === rfm.name).at(-1);
  return saved ? loadModel(rfm, JSON.stringify(saved)).fitted : undefined;
}

async function prepareFitted(session: Session, engine: DuckDb): Promise<Prepared> {
  const ground = groundOf(session);
  const prepared = await prepare(engine, ground);
  const fitted = lastFit(session);
  return fitted ? withSelects(prepared, scoreSelects(fitted), ground, engine) : prepared;
}

async function closing<T>(engine: DuckDb, work: (engine: DuckDb) => Promise<T>): Promise<T> {
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
