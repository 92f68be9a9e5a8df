import { type Engine, identifier } from '../../src/engine/engine.js';
import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { type EntityName, entityColumns } from '../../src/project/entities.js';
import type { ColumnMapping, Mapping, ProjectFile } from '../../src/project/schema.js';
import { rowsOf } from '../../src/table.js';
import { rawTable, type StagedColumn, type StagedMapping } from './mapping.js';
import { declaredRule, impliedRules, type RuledColumn, type StagedRule } from './rule.js';

/** What resolving needs to know of the project: the settings and a way to point into its file. */
export interface StageProject {
  config: ProjectFile;
  file: string;
  position(path: (string | number)[]): { line: number; column: number };
}

/** A landed column and its type in the engine. */
export interface LandedColumn {
  name: string;
  type: string;
}

/** Makes a mapping ready against the columns that really landed. Throws CliError (3) that names every column expression the engine cannot bind. */
export async function resolveMapping(
  engine: Engine,
  project: StageProject,
  entity: EntityName,
  ordinal: number,
  landed: LandedColumn[],
  hasRepeats: boolean,
): Promise<StagedMapping> {
  const mapping = project.config.entities[entity]?.[ordinal] as Mapping;
  const source = project.config.sources[mapping.source];
  if (!source) throw new CliError(`entity ${entity} reads the unknown source ${mapping.source}`, exitCode.project);
  const columns = entityNames(project.config, entity).map(name =>
    stagedColumn(entity, name, mapping, landed, source.null_words),
  );
  await bindExpressions(engine, project, { entity, ordinal, mapping, columns });
  return {
    entity,
    ordinal,
    source: mapping.source,
    system: source.system,
    timeZone: project.config.calendar.time_zone,
    where: mapping.where,
    dropsRepeats: source.duplicates === 'drop' && hasRepeats,
    columns,
    rules: rulesOf(project.config, entity, mapping, columns, source.system),
  };
}

/** The columns of an entity and, after them, the attributes that any mapping of it adds, in the order they are first named. */
export function entityNames(config: ProjectFile, entity: EntityName): string[] {
  const mapped = (config.entities[entity] ?? []).flatMap(mapping => Object.keys(mapping.columns));
  return [...new Set([...Object.keys(entityColumns(entity)), ...mapped])];
}

/** The type of a column of an entity: what the project says, else what the entity says, else text. */
export function valueType(config: ProjectFile, entity: EntityName, name: string) {
  const declared = (config.entities[entity] ?? []).map(mapping => mapping.columns[name]?.type).find(Boolean);
  return declared ?? entityColumns(entity)[name]?.type ?? 'text';
}

function stagedColumn(
  entity: EntityName,
  name: string,
  mapping: Mapping,
  landed: LandedColumn[],
  nullWords: string[],
): StagedColumn {
  const given: ColumnMapping = mapping.columns[name] ?? {};
  return {
    name,
    type: given.type ?? entityColumns(entity)[name]?.type ?? 'text',
    from: given.from === undefined ? undefined : expression(given.from, landed),
    landedType: 'VARCHAR',
    formats: given.formats ?? [],
    nullWords: [...nullWords, ...(given.null_words ?? [])],
    default: given.default,
    derive: given.derive,
  };
}

function expression(from: string, landed: LandedColumn[]): string {
  return landed.some(column => column.name === from) ? identifier(from) : from;
}

interface Binding {
  entity: EntityName;
  ordinal: number;
  mapping: Mapping;
  columns: StagedColumn[];
}

async function bindExpressions(
  engine: Engine,
  project: StageProject,
  { entity, ordinal, mapping, columns }: Binding,
): Promise<void> {
  const given = columns.filter(column => column.from);
  const named = given.map(column => `(${column.from}\n) as ${identifier(column.name)}`);
  const condition = mapping.where ? ` where (${mapping.where}\n)` : '';
  try {
    const types = rowsOf(
      await engine.query(`describe select ${named.join(', ')} from ${rawTable(mapping.source)}${condition}`),
    );
    types.forEach((row, index) => {
      (given[index] as StagedColumn).landedType = String(row.column_type);
    });
  } catch (cause) {
    throw await bindingError(engine, project, { entity, ordinal, mapping, columns: given }, cause);
  }
}

async function bindingError(
  engine: Engine,
  project: StageProject,
  { entity, ordinal, mapping, columns }: Binding,
  cause: unknown,
) {
  const tried = [
    ...columns.map(({ name, from }) => ({ path: ['columns', name], select: `select (${from}\n)`, condition: '' })),
    { path: ['where'], select: 'select 1', condition: mapping.where ? ` where (${mapping.where}\n)` : '' },
  ];
  const lines: string[] = [];
  for (const { path, select, condition } of tried) {
    try {
      await engine.query(`explain ${select} from ${rawTable(mapping.source)}${condition}`);
    } catch (error) {
      const { line, column } = project.position(['entities', entity, ordinal, ...path]);
      lines.push(
        `${project.file}:${line}:${column}  entities.${entity}.${path.join('.')}: ${messageOf(error).split('\n\n')[0]}`,
      );
    }
  }
  const text = lines.length > 0 ? lines.join('\n') : `entity ${entity} from ${mapping.source}: ${messageOf(cause)}`;
  return new CliError(text, exitCode.project, `custometry run --preview ${entity} shows what a mapping reads`, {
    cause,
  });
}

function rulesOf(
  config: ProjectFile,
  entity: EntityName,
  mapping: Mapping,
  columns: StagedColumn[],
  system: string,
): StagedRule[] {
  const declared = mapping.rules.map(rule => {
    const type = columns.find(column => column.name === rule.column)?.type;
    const readBy = readingOf(columns.find(column => column.name === rule.column));
    return declaredRule(rule, type, readBy, rule.references ? referencedIds(config, rule.references, system) : '');
  });
  const own = (rule: StagedRule) => declared.some(one => one.kind === rule.kind && one.column === rule.column);
  const implied = columns.filter(column => column.from).flatMap(column => impliedRules(ruled(entity, column)));
  return [
    ...implied.filter(rule => !own(rule)),
    ...(entity === 'order_line' ? orderLineRules(columns) : []),
    ...declared,
  ];
}

function ruled(entity: EntityName, column: StagedColumn): RuledColumn {
  const required = entityColumns(entity)[column.name]?.required === true && column.default === undefined;
  return {
    name: column.name,
    type: column.type,
    text: identifier(`_text_${column.name}`),
    required,
    readBy: readingOf(column),
  };
}

function readingOf(column: StagedColumn | undefined): string {
  if (!column || column.formats.length === 0)
    return column?.landedType === 'VARCHAR' ? 'the plain format' : `${column?.landedType ?? 'nothing'}`;
  return column.formats.join(' or ');
}

/** What an order line must be so that sums stay exact: a known kind, and amounts far from the limits of decimal(18, 4). */
function orderLineRules(columns: StagedColumn[]): StagedRule[] {
  const kinds = ['sale', 'return', 'fee', 'shipping', 'discount', 'adjustment'];
  const largest = '100000000000';
  const rules: StagedRule[] = [];
  const has = (name: string) => columns.some(column => column.name === name && column.from);
  if (has('kind')) {
    const failed = `kind not in (${kinds.map(kind => `'${kind}'`).join(', ')})`;
    rules.push({
      name: 'in_kind',
      kind: 'in',
      column: 'kind',
      failed,
      message: `kind is not one of ${kinds.join(', ')}`,
      action: 'reject',
    });
  }
  const product = has('quantity') && has('unit_price') ? 'abs(quantity * unit_price)' : '0';
  const failed = `abs(coalesce(net_amount, 0)) >= ${largest} or ${product} >= ${largest}`;
  rules.push({
    name: 'amount_too_large',
    kind: 'sql',
    failed,
    message: `the amount of the line reaches ${largest}`,
    action: 'reject',
  });
  return rules;
}

function referencedIds(config: ProjectFile, entity: EntityName, system: string): string {
  const key = identifier(`${entity}_id`);
  const shared = entity === 'product' ? config.products.ids : config.customers.ids;
  const same =
    shared === 'per_system' && (entity === 'customer' || entity === 'product') ? ` and _system = '${system}'` : '';
  return `select ${key} from ${identifier('stage', entity)} where ${key} is not null${same}`;
}
