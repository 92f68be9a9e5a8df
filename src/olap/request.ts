import type { Finding } from '../project/finding.js';
import type { JsonSchema } from '../project/json-schema.js';
import { wordIssue } from '../project/wording.js';
import { againstOf } from './against.js';
import { type Calculated, calculatedOf } from './calculated.js';
import { checkCalculated } from './check-calculated.js';
import { checkNames } from './check-names.js';
import { checkPath } from './check-path.js';
import { checkTogether } from './check-together.js';
import { type Cube, factOf, hasDimension, type Level } from './cube.js';
import { baseMeasures } from './measure-tree.js';
import { checkOpened } from './opened.js';
import { type CubeQuery, querySchema, questionJsonSchema, type WholeQuery } from './query.js';
import { readShown, type Shown } from './shown.js';
import type { Unfinished } from './so-far.js';
import { unknown } from './unknown.js';
import { usage } from './usage.js';
import { readWhere } from './where.js';

/** A condition on members, with its level. */
export interface LevelCondition {
  level: Level;
  is: 'in' | 'not in' | 'between' | '<' | '<=' | '>' | '>=' | 'like';
  values: (string | number | boolean | null)[];
  path: boolean;
}

/** A condition on the values of cells. */
export interface MeasureCondition {
  as: string;
  is: string;
  values: number[];
}

/** A question whose names stand for something. */
export interface Request {
  cube: Cube;
  query: WholeQuery;
  rows: Level[];
  columns: Level[];
  shown: Shown[];
  conditions: LevelCondition[];
  bounds: MeasureCondition[];
  /** Which members show what lies below them; the others of their level stay closed. */
  opened: LevelCondition[];
  /** Members that are made of others. */
  calculated?: Calculated;
  /** The periods that are not over, where they are compared with others. */
  unfinished?: Unfinished[];
  /** Of these pairs of facts and dimension every fact finds its member. */
  found: ReadonlySet<string>;
}

/** Finds what a question names in its cube. Throws CliError (usage) that says what is wrong. */
export function requestOf(cube: Cube, given: CubeQuery): Request {
  if (given.measures?.length === 0)
    throw usage('no measure is asked for', `there are ${[...cube.measures.keys()].join(', ')}`);
  const query = read(given);
  if ([...query.rows, ...query.columns].filter(isMeasures).length > 1) throw usage('measures stand in one place only');
  const levelsOf = (names: string[]) => names.filter(name => !isMeasures(name)).map(name => levelOf(cube, name));
  const [rows, columns] = [levelsOf(query.rows), levelsOf(query.columns)];
  const shown = query.measures.map(one => shownOf(cube, { rows, columns }, one));
  checkNames(cube, shown);
  const checkMeasure = (name: string) => checkNamed(cube, shown, name);
  const where = readQuery(query.where, checkMeasure);
  const conditions = where.flatMap(one => ('level' in one ? [conditionOf(cube, one)] : []));
  const bounds = where.flatMap(one => ('measure' in one ? [boundOf(cube, one, shown)] : []));
  const opened = readQuery(query.open, checkMeasure).map(one => openedOf(cube, one));
  const calculated = calculatedOf(cube, query.members);
  const named = { cube, query, rows, columns, shown, conditions, bounds, opened, found: new Set<string>() };
  const request = calculated ? { ...named, calculated } : named;
  checkOrder([...rows, ...columns]);
  const { order } = query;
  if (order && !shown.some(one => one.as === order.by))
    throw usage(
      `order by ${order.by}: it is not among the measures`,
      `there are ${shown.map(one => one.as).join(', ')}`,
    );
  checkVersions(cube, query.versions);
  for (const one of shown) checkReach(request, one);
  checkCalculated(request);
  checkTogether(request);
  checkOpened(request);
  return request;
}

function read(given: CubeQuery): WholeQuery {
  const { success, data, error } = querySchema().safeParse(given);
  if (success) return data;
  const findings = error.issues.flatMap(issue => wordIssue(issue, given, questionJsonSchema() as JsonSchema));
  throw usage(findings.map(inWords).join('; '));
}

/** The words of a wrong key name it, so that the place before them is the one that it is in. */
function inWords({ path, at, message }: Finding): string {
  const place = (at === 'key' ? path.slice(0, -1) : path).join('.');
  return place === '' ? message : `${place}: ${message}`;
}

const isMeasures = (name: string) => name === 'measures';

function shownOf(cube: Cube, axes: Pick<Request, 'rows' | 'columns'>, given: WholeQuery['measures'][number]): Shown {
  const shown = readShown(cube, given);
  if (shown.member !== undefined && shown.level !== undefined) levelOf(cube, shown.level);
  const against = againstOf(axes, shown);
  return against ? { ...shown, against } : shown;
}

/** A level of a cube by its name. */
export function levelOf(cube: Cube, name: string): Level {
  const found = cube.levels.get(name);
  if (found) return found;
  const names = [...cube.levels.keys()];
  const own = names.filter(one => one.startsWith(`${name}.`));
  if (own.length > 0) throw usage(`${name} is a dimension, and a level is expected`, `it has ${own.join(', ')}`);
  throw unknown('level', name, names, cube);
}

type Where = Exclude<WholeQuery['where'], string>[number];

function readQuery(given: string | Where[], checkMeasure: (name: string) => void): Where[] {
  if (typeof given !== 'string') return given;
  return querySchema().shape.where.parse(readWhere(given, checkMeasure)) as Where[];
}

/** Whether a condition without a level is on a measure, of the cube or of the answer. */
function checkNamed(cube: Cube, shown: Shown[], name: string): void {
  const known = [...cube.measures.keys()];
  if (shown.some(one => one.as === name) || known.includes(name.split(':')[0] as string)) return;
  throw unknown('level or measure', name, [...known, ...cube.levels.keys()], cube);
}

function openedOf(cube: Cube, one: Where): LevelCondition {
  if ('level' in one) return conditionOf(cube, one);
  throw usage(`open ${one.measure}: it is no level`, "write it like store.country = 'USA'");
}

function conditionOf(cube: Cube, { level, is, values, path }: Extract<Where, { level: string }>): LevelCondition {
  const found = levelOf(cube, level);
  if (path) checkPath(found, values);
  const members = values.flatMap(value =>
    typeof value === 'string' && value.startsWith('@') ? setOf(cube, found, value.slice(1)) : [value],
  );
  return { level: found, is: is as LevelCondition['is'], values: members, path };
}

function setOf(cube: Cube, level: Level, name: string): LevelCondition['values'] {
  const { sets } = cube.source.says;
  const set = sets[name];
  if (!set) throw unknown('set', `@${name}`, Object.keys(sets), cube);
  if (set.level !== level.name) throw usage(`@${name} is a set of ${set.level}, not of ${level.name}`);
  return set.members;
}

function boundOf(
  cube: Cube,
  { measure, is, values }: Extract<Where, { measure: string }>,
  shown: Shown[],
): MeasureCondition {
  checkNamed(cube, shown, measure);
  const found = shown.find(one => one.as === measure);
  if (found) return { as: measure, is, values };
  throw usage(
    `the condition on ${measure} needs it among the measures`,
    `there are ${shown.map(one => one.as).join(', ')}`,
  );
}

function checkOrder(levels: Level[]): void {
  const seen = new Set<string>();
  for (const level of levels) {
    if (seen.has(level.name))
      throw usage(`${level.name} stands after itself or a finer level`, 'name levels from the coarsest to the finest');
    for (const { name } of level.path) seen.add(name);
  }
}

/** Members of other versions than those of the facts are known only of tables that have some. */
function checkVersions({ name, dimensions }: Cube, asked: string | undefined): void {
  if (asked === undefined) return;
  const all = [...dimensions];
  const [timeless] = all.find(([, { versions }]) => versions?.as_was === false) ?? [];
  if (asked === 'as_was' && timeless !== undefined)
    throw usage(
      `versions as_was: the facts of the cube ${name} do not know ${timeless} as it was at their time`,
      'as_is takes members as they are, a day such as 2024-01-31 as they were then',
    );
  if (asked === 'as_was' || all.some(([, one]) => one.versions)) return;
  throw usage(
    `versions ${asked}: no dimension of the cube ${name} has versions`,
    'where the table of a dimension is of type 2, its versions: { durable, current, valid_from, valid_to } name the columns',
  );
}

/** A measure can be seen by a level only if its facts have that dimension. */
function checkReach({ cube, rows, columns, conditions }: Request, { measure }: Shown): void {
  const levels = [...rows, ...columns, ...conditions.map(one => one.level)];
  for (const base of baseMeasures(cube, measure)) {
    const name = factOf(cube, cube.measures.get(base) as NonNullable<ReturnType<Cube['measures']['get']>>);
    const fact = cube.facts.get(name);
    const missing = levels.find(level => fact && !hasDimension(fact, level.dimension));
    if (!missing || !fact) continue;
    const known = [...Object.keys(fact.dimensions), ...(fact.degenerate ?? [])].join(', ');
    throw usage(
      `${base} cannot be seen by ${missing.name}: its facts (${name}, ${fact.grain}) have no ${missing.dimension}`,
      `they have ${known}`,
    );
  }
}
