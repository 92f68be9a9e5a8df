import type { Engine } from '../../src/engine/engine.js';
import { CliError, exitCode, QueryError } from '../../src/errors.js';
import { nearest } from '../../src/nearest.js';
import { schemaRank } from '../../src/plan/schemas.js';
import type { EntityName } from '../../src/project/entities.js';
import type { Mapping } from '../../src/project/schema.js';
import { rawTable } from './landed.js';
import type { StageProject } from './resolve.js';

/** An expression of a mapping that looks at more than its record, and the tables (`schema.name`) that it looks into. */
interface Query {
  path: (string | number)[];
  tables: string[];
}

const hint = 'references: looks into another entity; a select of offenders in sql/check may read every table';

/** What the expressions of a mapping look into beside the record that they speak of. One that does not parse looks into nothing: it is told when it is bound. */
export async function queriesOf(engine: Engine, { source, where, columns, rules }: Mapping): Promise<Query[]> {
  const written = [
    { path: ['where'], sql: where },
    ...Object.entries(columns).map(([name, { from }]) => ({ path: ['columns', name], sql: from })),
    ...rules.map(({ sql }, index) => ({ path: ['rules', index, 'sql'], sql })),
  ];
  const asking = written.map(async ({ path, sql = '' }) => {
    const read = /\b(select|from|table)\b/i.test(sql) ? engine.inputs(`select (${sql}\n)`).catch(() => []) : [];
    // A window is over all records of its source.
    const own = /\bover\b/i.test(sql) ? [`raw.${source}`] : [];
    return { path, tables: [...own, ...(await read)] };
  });
  return (await Promise.all(asking)).filter(({ tables }) => tables.length > 0);
}

/**
 * The landed tables that the expressions of a mapping look into. Throws CliError (3) for one that looks elsewhere, since nothing else is there yet
 * when records are judged, and for one that looks into what has never been delivered.
 */
export async function queriedTables(
  engine: Engine,
  project: StageProject,
  [entity, ordinal, mapping]: [EntityName, number, Mapping],
): Promise<string[]> {
  const queries = await queriesOf(engine, mapping);
  const tables = [...new Set(queries.flatMap(query => query.tables))];
  const known = new Map(
    await Promise.all(tables.map(async table => [table, await faultOf(engine, project, table)] as const)),
  );
  const faults = queries.flatMap(({ path, tables: read }) => {
    const { line, column } = project.position(['entities', entity, ordinal, ...path]);
    const where = `${project.file}:${line}:${column}  entities.${entity}.${path.join('.')}`;
    return read.flatMap(table => (known.get(table) ? [`${where}: reads ${table}; ${known.get(table)}`] : []));
  });
  // Who names a table of ours that is made later means to look into that; all else is a slip of the pen.
  const isOfOurs = tables.some(table => schemaRank(table) > schemaRank('raw.'));
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project, isOfOurs ? hint : undefined);
  return tables;
}

/** Why no expression can look into a table; undefined where it can. */
async function faultOf(engine: Engine, { config }: StageProject, table: string): Promise<string | undefined> {
  const near = nearest(
    table,
    Object.keys(config.sources).map(name => `raw.${name}`),
  );
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  if (!table.startsWith('raw.')) return `a query in an expression reads what landed, raw.NAME of a source${meant}`;
  const source = table.slice('raw.'.length);
  if (config.sources[source] === undefined)
    return `there is no source ${source}${meant || `, there are ${Object.keys(config.sources).join(', ')}`}`;
  const describe = engine.query(`describe select * from ${rawTable(source)}`);
  return describe.then(
    () => undefined,
    error => {
      if (!(error instanceof QueryError)) throw error;
      return `the source ${source} has not delivered anything yet`;
    },
  );
}
