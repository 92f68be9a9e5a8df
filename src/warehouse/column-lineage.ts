import type { StagedMapping } from '../../etl/stage/mapping.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { columnSources, type TableSource } from '../plan/column-lineage.js';
import { type ColumnWay, columnWay } from '../plan/column-way.js';
import { nearest } from '../plan/nearest.js';
import { shownIn } from '../report/shown-in.js';
import { rowsOf } from '../table.js';
import type { Prepared } from './prepare.js';
import { planning } from './reading.js';
import type { Session } from './session.js';
import { unknownTable } from './tables.js';

/** A column of a source and how a mapping reads it. */
export interface LandedFeed {
  source: string;
  /** The landed columns; none where the mapping puts a value of its own. */
  columns: string[];
  entity: string;
  column: string;
  /** The expression of the mapping, as the project file has it. */
  expression: string;
}

/** The way of a column, from the columns of the sources to the parts of the report that show it. */
export interface ColumnLineage extends ColumnWay {
  landed: LandedFeed[];
  shownIn: string[];
}

/** The way of `schema.table.column`. Throws CliError (usage) with the nearest name. */
export function columnLineage(session: Session, name: string): Promise<ColumnLineage> {
  return planning(session, async (engine, prepared) => {
    const sources = await plannedColumns(engine, prepared);
    const { table, column } = splitColumn(name);
    const way = columnWay(sources, table, column);
    if (!way) throw unknownColumn(sources, table, column);
    const tables = [table, ...way.down.map(step => step.table)];
    const isShown = [...new Set(tables.flatMap(one => shownIn[one] ?? []))];
    return { ...way, landed: landedFeeds(way, prepared.stage.mappings), shownIn: isShown };
  });
}

/** Every planned table with where its columns come from. Throws QueryError. */
export async function plannedColumns(
  engine: Engine,
  { tables }: Pick<Prepared, 'tables'>,
): Promise<Map<string, TableSource>> {
  const rows = rowsOf(
    await engine.query(`select database_name || '.' || table_name as name, column_name
    from duckdb_columns() where database_name in ('raw', 'decisions') order by name, column_index`),
  );
  const given = new Map<string, string[]>();
  for (const { name, column_name } of rows)
    given.set(String(name), [...(given.get(String(name)) ?? []), String(column_name)]);
  return columnSources(
    engine,
    tables.filter(one => !one.table.startsWith('check.')),
    given,
  );
}

/** The table and the column of `schema.table.column`. */
export function splitColumn(name: string): { table: string; column: string } {
  const [schema = '', table = '', ...column] = name.split('.');
  if (column.length > 0) return { table: `${schema}.${table}`, column: column.join('.') };
  throw new CliError(
    `${name} is no column`,
    exitCode.usage,
    'write it as schema.table.column, such as report.segment.revenue',
  );
}

/** The error for a column that is not there. */
export function unknownColumn(sources: ReadonlyMap<string, TableSource>, table: string, column: string): CliError {
  const source = sources.get(table);
  if (!source) return unknownTable(table, [...sources.keys()]);
  const names = source.columns.map(one => one.column);
  const near = nearest(column, names);
  const hint = near ? `did you mean ${table}.${near}?` : `it has ${names.join(', ')}`;
  return new CliError(`${table} has no column ${column}`, exitCode.usage, hint);
}

function landedFeeds(way: ColumnWay, mappings: StagedMapping[]): LandedFeed[] {
  const steps = [way, ...way.up];
  return mappings.flatMap(mapping =>
    mapping.columns.flatMap(({ name, from, derive, ...given }) => {
      const step = steps.find(one => one.column === name && one.table === `stage.${mapping.entity}_record`);
      const expression = from ?? derive ?? (given.default === undefined ? undefined : JSON.stringify(given.default));
      if (!step || expression === undefined) return [];
      const columns = step.feeds.filter(feed => feed.table === `raw.${mapping.source}`).map(feed => feed.column);
      return [{ source: mapping.source, columns, entity: mapping.entity, column: name, expression }];
    }),
  );
}
