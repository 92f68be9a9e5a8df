import type { DuckDb } from '../engine/duckdb.js';
import { CliError, exitCode, messageOf, QueryError } from '../errors.js';
import { fingerprintTable } from '../plan/record-fingerprint.js';
import type { Current } from '../run/generations.js';
import { rowsOf } from '../table.js';
import { plannedColumns } from './planned-columns.js';
import { prepare } from './prepare.js';
import { landedOf, type Session } from './session.js';
import { withEngine } from './with-engine.js';

/**
 * Does something with a generation, read-only. Throws CliError (usage) where a statement asks for a table or column that the plan has and
 * the generation has not: another version, or another project file, made it.
 */
export async function withGeneration<T>(
  session: Session,
  { generation, warehouse }: Current,
  work: Parameters<typeof withEngine<T>>[1],
): Promise<T> {
  const options = { path: warehouse, readOnly: true };
  try {
    return await withEngine(session, work, options);
  } catch (error) {
    if (isUnknownName(error))
      await withEngine(
        session,
        engine => requirePlanned(session, engine, generation, name => isNamed(error, name)),
        options,
      );
    throw error;
  }
}

/** Throws CliError (usage) where the generation that an engine has open lacks planned tables or columns that somebody `needs`. */
export async function requirePlanned(
  session: Session,
  engine: DuckDb,
  generation: string,
  needs: (name: string) => boolean,
): Promise<void> {
  const standing = new Set(rowsOf(await engine.query(names)).map(({ name }) => String(name)));
  const lacking = (await lackingIn(session, standing)).filter(needs);
  if (lacking.length === 0) return;
  throw new CliError(
    `generation ${generation} has no ${lacking.join(', ')}`,
    exitCode.usage,
    'another version of custometry, or another project file, made it; make it anew: custometry run',
  );
}

function isUnknownName(error: unknown): error is QueryError {
  return error instanceof QueryError && /^(Catalog|Binder) Error/.test(messageOf(error.cause));
}

/** The engine calls a table and a column by their last names. */
function isNamed({ cause }: QueryError, name: string): boolean {
  const said = messageOf(cause).split('\n')[0]?.toLowerCase().split(/\W+/) ?? [];
  return said.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

const names = `
  select table_schema || '.' || table_name as name from information_schema.tables
  union all
  select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns`;

/** What a run writes beside the tables that are planned, and questions read. */
const written = [fingerprintTable, `${fingerprintTable}.row_count`];

/** The tables that are planned and not among those that stand, and the columns of the others. */
function lackingIn(session: Session, standing: ReadonlySet<string>): Promise<string[]> {
  const { project, state, options } = session;
  return withEngine(session, async engine => {
    const prepared = await prepare(engine, { project, state, ...landedOf(session), asOf: options.asOf });
    const planned = [...(await plannedColumns(engine, prepared)).values()];
    const lacking = planned.flatMap(({ table, columns }) => {
      if (!standing.has(table)) return [table];
      return columns.map(({ column }) => `${table}.${column}`).filter(name => !standing.has(name));
    });
    return [...lacking, ...written.filter(name => !standing.has(name))];
  });
}
