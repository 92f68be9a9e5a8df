import { type Engine, identifier, literal } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import {
  type EntityName,
  entityColumns,
  isDimension,
  isRequired,
  numberOf,
  type ValueType,
} from '../../src/project/entities.js';
import type { ColumnMapping, Mapping, ProjectFile, Source } from '../../src/project/schema.js';
import { amountRules } from './amount.js';
import { bindExpressions } from './bind.js';
import { passingDeletions } from './deletion.js';
import type { StagedColumn, StagedMapping } from './mapping.js';
import { afterMending } from './mending.js';
import { orderLineRules } from './order-line.js';
import { queriedTables } from './queried.js';
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

const ours = ['_batch', '_source', '_file', '_row', '_op', '_effective_at', '_sequence'];

/** The landed columns that the source delivered; the others say where a record came from. */
export function ownColumns(landed: LandedColumn[]): LandedColumn[] {
  return landed.filter(column => !ours.includes(column.name));
}

/** Makes a mapping ready against the columns that really landed. Throws CliError (3) that names every expression the engine cannot read. */
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
    stagedColumn(project.config, entity, mapping, landed, name),
  );
  const queried = await queriedTables(engine, project, [entity, ordinal, mapping]);
  await bindExpressions(engine, project, { entity, ordinal, mapping, columns });
  return {
    entity,
    ordinal,
    source: mapping.source,
    system: source.system,
    timeZone: project.config.calendar.time_zone,
    where: mapping.where,
    dropsRepeats: source.duplicates === 'drop' && hasRepeats,
    isComplete: source.complete !== undefined,
    toldAgain: mapping.told_again,
    queried,
    columns,
    rules: rulesOf(project.config, entity, mapping, columns, source),
  };
}

/** The columns of an entity and, after them, the attributes that any mapping of it adds, in the order they are first named. */
export function entityNames(config: ProjectFile, entity: EntityName): string[] {
  const mapped = (config.entities[entity] ?? []).flatMap(mapping => Object.keys(mapping.columns));
  return [...new Set([...Object.keys(entityColumns(entity)), ...mapped])];
}

/** The type of a column of an entity, the same in all of its mappings: what the first that says one says, else the entity, else text. */
export function valueType(config: ProjectFile, entity: EntityName, name: string) {
  const declared = (config.entities[entity] ?? []).map(mapping => mapping.columns[name]?.type).find(Boolean);
  return declared ?? entityColumns(entity)[name]?.type ?? 'text';
}

/** Texts of facts that stand for one of a list: an empty one stands for nothing. */
const codes = ['kind', 'currency'];

function stagedColumn(
  config: ProjectFile,
  entity: EntityName,
  mapping: Mapping,
  landed: LandedColumn[],
  name: string,
): StagedColumn {
  const given: ColumnMapping = mapping.columns[name] ?? {};
  const type = valueType(config, entity, name);
  const source = config.sources[mapping.source];
  return {
    name,
    type,
    from: source?.complete ? tellingGone(name, given.from, landed) : given.from && expression(given.from, landed),
    landedType: 'VARCHAR',
    formats: given.formats ?? [],
    nullWords: [...(source?.null_words ?? []), ...(given.null_words ?? [])],
    keepsEmpty: type === 'text' && (isDimension(entity) || !codes.includes(name)),
    default: given.default,
    derive: given.derive,
  };
}

function expression(from: string, landed: LandedColumn[]): string {
  return landed.some(column => column.name === from) ? identifier(from) : from;
}

/** What a complete extract no longer holds is gone, whatever its record said, and from the day on which the extract came. */
function tellingGone(name: string, from: string | undefined, landed: LandedColumn[]): string | undefined {
  const given = from && expression(from, landed);
  if (name === 'deleted')
    return given ? `case when _op = 'gone' then 'true' else cast((${given}\n) as varchar) end` : "_op = 'gone'";
  return name === 'updated_at' && given ? `case when _op <> 'gone' then (${given}\n) end` : given;
}

function rulesOf(
  config: ProjectFile,
  entity: EntityName,
  mapping: Mapping,
  columns: StagedColumn[],
  { system, complete }: Source,
): StagedRule[] {
  const all = mapping.rules.map(rule => {
    const type = columns.find(column => column.name === rule.column)?.type;
    const readBy = readingOf(columns.find(column => column.name === rule.column));
    return declaredRule(rule, type, readBy, rule.references ? referencedIds(config, rule.references, system) : '');
  });
  const declared = toldApart(
    all,
    mapping.rules.map(({ name }) => name),
  );
  const own = (rule: StagedRule) => declared.some(one => one.kind === rule.kind && one.column === rule.column);
  const isNeeded = (name: string) => isRequired(config, entity, mapping, name);
  const implied = columns.filter(column => column.from).flatMap(column => impliedRules(ruled(column, isNeeded)));
  const rules = afterMending([
    ...implied.filter(rule => !own(rule)),
    ...(entity === 'order_line' || entity === 'order_header' ? orderLineRules(columns) : []),
    ...amountRules(entity, columns),
    ...declared,
  ]);
  return passingDeletions(entity, columns, rules, complete !== undefined);
}

/** Rules of one name would be counted, limited and waived as one: those that nobody named have a number from the second on. */
function toldApart(rules: StagedRule[], given: (string | undefined)[]): StagedRule[] {
  const taken = new Set(given);
  return rules.map((rule, at) => {
    if (given[at] !== undefined) return rule;
    let { name } = rule;
    for (let nth = 2; taken.has(name); nth++) name = `${rule.name}_${nth}`;
    taken.add(name);
    return { ...rule, name };
  });
}

function ruled(column: StagedColumn, isNeeded: (name: string) => boolean): RuledColumn {
  const required = column.default === undefined && isNeeded(column.name);
  return {
    name: column.name,
    type: column.type,
    text: identifier(`_text_${column.name}`),
    landedType: column.landedType,
    required,
    readBy: readingOf(column),
    formats: column.formats,
  };
}

/** The plain format of each type, by example. */
const plainFormats: Record<ValueType, string> = {
  text: 'text',
  id: 'text',
  money: '1234.50',
  quantity: '1234.5',
  decimal: '1234.5',
  integer: '1234',
  date: '2026-12-31',
  timestamp: '2026-12-31 23:59:59',
  boolean: 'true or false',
};

function readingOf(column: StagedColumn | undefined): string {
  if (!column || column.formats.length === 0)
    return column?.landedType === 'VARCHAR'
      ? `written as ${plainFormats[column.type]}`
      : `landed as ${column?.landedType ?? 'nothing'}`;
  return `written as ${column.formats.join(' or ')}`;
}

function referencedIds(config: ProjectFile, entity: EntityName, system: string): string {
  const key = identifier(numberOf(entity) as string);
  const isShared: Partial<Record<EntityName, boolean>> = {
    customer: config.customers.ids !== 'per_system',
    product: config.products.ids !== 'per_system',
    store: true,
    channel: true,
  };
  const same = isShared[entity] ? '' : ` and _system = ${literal(system)}`;
  return `select ${key} from ${identifier('stage', entity)} where ${key} is not null${same}`;
}
