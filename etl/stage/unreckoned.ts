import { type Engine, identifier } from '../../src/engine/engine.js';
import { CliError, exitCode, QueryError } from '../../src/errors.js';
import { rowsOf } from '../../src/table.js';
import { rawTable } from './landed.js';
import type { StagedMapping } from './mapping.js';
import type { StageProject } from './resolve.js';
import { tried } from './tried.js';

const hint =
  "try_cast(amount as decimal(18, 2)) is null where the cast fails, try_strptime(day, '%d.%m.%Y') where the day cannot be read";

/**
 * Why the engine could not make the records of an entity: the expressions of the project file that fail of a record, as a cast does, each
 * with the first such record. Undefined where it is something else.
 */
export async function unreckoned(
  engine: Engine,
  project: StageProject,
  mappings: StagedMapping[],
): Promise<CliError | undefined> {
  const lines: string[] = [];
  for (const { entity, ordinal, source, where, columns } of mappings) {
    const expressions = [
      ...(where ? [{ path: ['where'], sql: where }] : []),
      ...columns.flatMap(({ name, from }) => (from ? [{ path: ['columns', name], sql: from }] : [])),
    ];
    for (const { path, sql } of expressions) {
      const records = `${rawTable(source)}${where && sql !== where ? ` where (${where}\n)` : ''}`;
      const said = await failure(engine, sql, records);
      if (said === undefined) continue;
      const { line, column } = project.position(['entities', entity, ordinal, ...path]);
      lines.push(`${project.file}:${line}:${column}  entities.${entity}.${path.join('.')}: ${said}`);
      // Of records that cannot be chosen no column can be asked.
      if (sql === where) break;
    }
  }
  return lines.length > 0 ? new CliError(lines.join('\n'), exitCode.project, hint) : undefined;
}

/** What the engine says of an expression that fails of one of the records, and of which. */
async function failure(engine: Engine, sql: string, records: string): Promise<string | undefined> {
  try {
    await engine.query(`select count((${sql}\n)) from ${records}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return `${error.message.split('\n')[0]}${await firstOf(engine, sql, records)}`;
  }
}

/** A query within an expression cannot be tried record by record: then there is none to name. */
async function firstOf(engine: Engine, sql: string, records: string): Promise<string> {
  const judged = tried(`(${sql}\n) is not null`);
  if (judged === undefined) return '';
  const each = `select _file, _row, ${judged} as ${identifier('tried')} from ${records}`;
  const failing = await engine.query(
    `select _file, _row from (${each}) as each_record where tried is null order by 1, 2 limit 1`,
  );
  return rowsOf(failing)
    .map(({ _file, _row }) => `; ${_file}, record ${_row}`)
    .join('');
}
