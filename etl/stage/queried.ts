import type { Engine } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import type { EntityName } from '../../src/project/entities.js';
import type { Mapping } from '../../src/project/schema.js';
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

/** The landed tables that the expressions of a mapping look into. Throws CliError (3) for one that looks elsewhere: nothing else is there yet when records are judged. */
export async function queriedTables(
  engine: Engine,
  project: StageProject,
  [entity, ordinal, mapping]: [EntityName, number, Mapping],
): Promise<string[]> {
  const queries = await queriesOf(engine, mapping);
  const faults = queries.flatMap(({ path, tables }) => {
    const others = tables.filter(table => !table.startsWith('raw.'));
    if (others.length === 0) return [];
    const { line, column } = project.position(['entities', entity, ordinal, ...path]);
    const where = `${project.file}:${line}:${column}  entities.${entity}.${path.join('.')}`;
    return [`${where}: reads ${others.join(', ')}; a query in an expression reads what landed, raw.NAME of a source`];
  });
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project, hint);
  return [...new Set(queries.flatMap(({ tables }) => tables))];
}
