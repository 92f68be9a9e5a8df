import { type Engine, identifier } from '../../src/engine/engine.js';
import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { inOneLine, nearest, suggestion } from '../../src/nearest.js';
import type { EntityName } from '../../src/project/entities.js';
import type { Mapping } from '../../src/project/schema.js';
import { rowsOf } from '../../src/table.js';
import { rawTable } from './landed.js';
import type { StagedColumn } from './mapping.js';
import type { StageProject } from './resolve.js';
import { sqlType } from './value.js';

/** A mapping whose expressions are to be read: the mapping as the project file has it, and its columns. */
interface Binding {
  entity: EntityName;
  ordinal: number;
  mapping: Mapping;
  columns: StagedColumn[];
}

/** Fills in the landed type of every column that has an expression. Throws CliError (3) that names every expression of the mapping that the engine cannot read. */
export async function bindExpressions(engine: Engine, project: StageProject, binding: Binding): Promise<void> {
  const given = binding.columns.filter(column => column.from);
  const named = given.map(column => `(${column.from}\n) as ${identifier(`_text_${column.name}`)}`);
  const { where, source, rules } = binding.mapping;
  const condition = where ? ` where (${where}\n)` : '';
  const listed = ['_row', ...named].join(', ');
  try {
    const [, ...types] = rowsOf(await engine.query(`describe select ${listed} from ${rawTable(source)}${condition}`));
    if (types.length !== given.length) throw new Error(`${types.length} columns of ${given.length} expressions`);
    types.forEach((row, index) => {
      (given[index] as StagedColumn).landedType = String(row.column_type);
    });
    for (const trial of singleTrials(binding)) await read(engine, trial);
    if (rules.some(rule => rule.sql !== undefined)) for (const trial of ruleTrials(binding)) await read(engine, trial);
  } catch (cause) {
    throw await bindingError(engine, project, binding, cause);
  }
  await requireConditions(engine, project, binding);
}

/** The engine makes a text or a number true or false as well as it can, record by record: what is meant has to be written. */
async function requireConditions(engine: Engine, project: StageProject, binding: Binding): Promise<void> {
  const { entity, ordinal, mapping } = binding;
  const { where, source, rules } = mapping;
  const written = [
    { path: ['where'], sql: where, from: rawTable(source) },
    ...rules.map(({ sql }, index) => ({ path: ['rules', index, 'sql'], sql, from: rowOf(binding) })),
  ].filter(one => one.sql !== undefined);
  const lines: string[] = [];
  for (const { path, sql, from } of written) {
    const [found] = rowsOf(await engine.query(`describe select (${sql}\n) as given from ${from}`));
    if (found?.column_type === 'BOOLEAN') continue;
    const { line, column } = project.position(['entities', entity, ordinal, ...path]);
    const where = `entities.${entity}.${path.join('.')}`;
    lines.push(
      `${project.file}:${line}:${column}  ${where}: expected what is true or false, found ${found?.column_type}`,
    );
  }
  const hint = "a condition compares: status = 'paid', amount > 0, name is not null";
  if (lines.length > 0) throw new CliError(lines.join('\n'), exitCode.project, hint);
}

/** Words that make several records of one, unless a query around them makes one value of these. */
const severalOf = /\bunnest\b/i;

/** Where a condition stands the engine takes no expression that makes several records of one. */
function singleTrials({ mapping, columns }: Binding): Trial[] {
  const several = columns.filter(({ from }) => from && severalOf.test(from));
  const select = (from?: string) => `select _row from ${rawTable(mapping.source)} where (${from}\n) is null`;
  return several.map(({ name, from }) => ({ path: ['columns', name], select: select(from) }));
}

/** A star stands for several columns, and so may `columns(…)`; the engine says so where one value is asked for. */
function starTrials({ mapping, columns }: Binding): Trial[] {
  const raw = rawTable(mapping.source);
  const starred = columns.filter(({ from }) => from && /\*|\bcolumns\b/i.test(from));
  return starred.map(({ name, from }) => ({
    path: ['columns', name],
    select: `select (select (${from}\n) from ${raw} limit 1)`,
  }));
}

/** One expression of the project file, and a select that can be explained when it can be read. */
interface Trial {
  path: (string | number)[];
  select: string;
}

function mappingTrials(binding: Binding): Trial[] {
  const { mapping, columns } = binding;
  const raw = rawTable(mapping.source);
  const given = columns.filter(column => column.from);
  return [
    ...given.map(({ name, from }) => ({ path: ['columns', name], select: `select _row, (${from}\n) from ${raw}` })),
    ...singleTrials(binding),
    ...starTrials(binding),
    ...(mapping.where ? [{ path: ['where'], select: `select _row from ${raw} where (${mapping.where}\n)` }] : []),
  ];
}

/** Rules judge the mapped columns, so they are tried on a row of them. */
function ruleTrials(binding: Binding): Trial[] {
  const { mapping } = binding;
  const row = rowOf(binding);
  return mapping.rules.flatMap(({ sql }, index) =>
    sql === undefined
      ? []
      : [{ path: ['rules', index, 'sql'], select: `select _row, not (${sql}\n) as failed from ${row}` }],
  );
}

function rowOf({ columns }: Binding): string {
  const place = ['cast(null as varchar) as _batch', 'cast(null as varchar) as _file', 'cast(null as bigint) as _row'];
  const values = columns.map(({ name, type }) => `cast(null as ${sqlType[type]}) as ${identifier(name)}`);
  return `(select ${[...place, ...values].join(', ')}) as read`;
}

async function read(engine: Engine, { select }: Trial): Promise<void> {
  await engine.query(`explain ${select}`);
}

async function bindingError(engine: Engine, project: StageProject, binding: Binding, cause: unknown) {
  const { entity, ordinal, mapping } = binding;
  const lines: string[] = [];
  for (const trial of [...mappingTrials(binding), ...ruleTrials(binding)]) {
    try {
      await read(engine, trial);
    } catch (error) {
      const { line, column } = project.position(['entities', entity, ordinal, ...trial.path]);
      const where = `entities.${entity}.${trial.path.join('.')}`;
      const said = await inOurWords(engine, binding, trial, messageOf(error).split('\n\n')[0] ?? '');
      lines.push(`${project.file}:${line}:${column}  ${where}: ${said}`);
    }
  }
  const text =
    lines.length > 0 ? [...new Set(lines)].join('\n') : `entity ${entity} from ${mapping.source}: ${messageOf(cause)}`;
  const hint =
    'inside an expression a column whose name is no plain word, or a word of SQL, stands in double quotes: "Order No.", "at"';
  return new CliError(text, exitCode.project, hint, { cause });
}

/** A column that a file does not have, with those that it has, or a text asked for what lies in it; other errors as the engine says them. */
async function inOurWords(engine: Engine, { entity, mapping, columns }: Binding, { path }: Trial, said: string) {
  const [, key, owner] =
    /Cannot extract field '(.+?)' from expression "(.+?)" because it is not a struct/.exec(said) ?? [];
  if (key) return `${owner} has no fields; where it is a text that holds JSON, ${owner}->>'${key}' is its ${key}`;
  if (/UNNEST not supported here/.test(said))
    return `unnest makes several records of one; a list is mapped place by place, a mapping each, such as items->>'$[0].sku' where json_array_length(items) > 0`;
  if (/Subquery returns \d+ columns/.test(said)) return 'several columns, and a value is one; name the column';
  if (/must appear in the GROUP BY clause/.test(said))
    return 'an aggregate is of many records, and a value of one; a window, such as sum(amount) over (partition by id), or a query looks at others';
  if (/No function matches .*\bVARCHAR\b/.test(said))
    return `${said} What lands of text files is text: cast(quantity as decimal(18, 4)) is its number, cast(replace(price, ',', '.') as decimal(18, 4)) that of one with a comma`;
  const shadowed = /Macro (\w+)\(\) has multiple overloads/.exec(said)?.[1];
  if (shadowed)
    return `${said} A query within an expression does not know the type of what lies outside of it: write system.main.${shadowed}(…)`;
  const missing = /Referenced column "(.+?)" not found/.exec(said)?.[1];
  if (missing === undefined) return said;
  if (path[0] === 'rules') {
    const names = columns.map(({ name }) => name);
    return `rules judge what columns are mapped to, and ${entity} has no column "${missing}"${suggestion(nearest(missing, names))}; it has ${names.join(', ')}`;
  }
  return `${mapping.source} has no column "${missing}"${await landedColumns(engine, mapping.source, missing)}`;
}

async function landedColumns(engine: Engine, source: string, missing: string): Promise<string> {
  const all = rowsOf(await engine.query(`describe select * from ${rawTable(source)}`)).map(row =>
    String(row.column_name),
  );
  const columns = all.filter(name => !name.startsWith('_'));
  const more = columns.length > shown ? ', …' : '';
  return `${suggestion(nearest(missing, columns))}; it has ${inOneLine(columns.slice(0, shown).join(', '))}${more}${delimiterHint(columns)}`;
}

/** A file that is read by another delimiter has one column, called by all of them. */
function delimiterHint(columns: string[]): string {
  const [only = '', ...others] = columns;
  const delimiter = others.length > 0 ? undefined : /[,;|\t]/.exec(only)?.[0];
  return delimiter === undefined ? '' : `, one column that looks like several: delimiter: ${JSON.stringify(delimiter)}`;
}

const shown = 30;
