import type { CubeDimension } from '../project/cube/dimension-schema.js';
import type { CubeFact } from '../project/cube/fact-schema.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { CubeSource } from '../project/cube/read.js';
import { type Aggregate, aggregateOf } from './aggregate/aggregate.js';
import type { Catalog } from './catalog.js';

/** A level of a dimension, with those above it in its hierarchy. */
export interface Level {
  /** `dimension.level`, as a query names it. */
  name: string;
  dimension: string;
  own: CubeDimension['levels'][string];
  /** From the top of its hierarchy down to itself. */
  path: Level[];
  /** The hierarchy it is in, if any. */
  hierarchy?: string;
}

/** A cube made ready to be asked: roles resolved, levels with their paths, and the columns of its tables. */
export interface Cube {
  name: string;
  source: CubeSource;
  dimensions: ReadonlyMap<string, CubeDimension>;
  facts: ReadonlyMap<string, CubeFact>;
  levels: ReadonlyMap<string, Level>;
  measures: ReadonlyMap<string, CubeMeasure>;
  aggregates: ReadonlyMap<string, Aggregate>;
  catalog: Catalog;
  /** How many rows the tables have, as far as that is known. */
  rows: ReadonlyMap<string, number>;
}

/** What is known about the tables of a generation. */
export interface Standing {
  /** How many rows each has; an aggregate that is not among them is not read. */
  rows: ReadonlyMap<string, number>;
  /** The aggregates that were switched off, and on which day. */
  off: ReadonlyMap<string, string>;
}

/** Makes a cube of its file. */
export function cubeOf(source: CubeSource, catalog: Catalog, standing: Partial<Standing> = {}): Cube {
  const { rows = new Map(), off = new Map() } = standing;
  const { dimensions: said, facts, measures } = source.says;
  const dimensions = new Map(Object.entries(said).map(([name, one]) => [name, roleOf(said, one)]));
  const levels = new Map([...dimensions].flatMap(([name, one]) => levelsOf(name, one)).map(one => [one.name, one]));
  const cube = {
    name: source.name,
    source,
    dimensions,
    facts: new Map(Object.entries(facts)),
    levels,
    measures: new Map(Object.entries(measures)),
    catalog,
    rows,
  };
  const aggregates = Object.entries(source.says.aggregates).map(([name, one]) => {
    const made = aggregateOf(cube, name, one);
    return [name, { ...made, rows: rows.get(made.table), off: off.get(made.table) }] as const;
  });
  return { ...cube, aggregates: new Map(aggregates) };
}

/** The facts a base measure is taken from. */
export function factOf(cube: Cube, measure: CubeMeasure): string {
  return measure.fact ?? ([...cube.facts.keys()][0] as string);
}

/** Whether facts can be seen by a dimension. */
export function hasDimension(fact: CubeFact, dimension: string): boolean {
  return fact.dimensions[dimension] !== undefined || (fact.degenerate ?? []).includes(dimension);
}

function roleOf(said: Record<string, CubeDimension>, one: CubeDimension): CubeDimension {
  return (one.same_as && said[one.same_as]) || one;
}

function levelsOf(dimension: string, { levels, hierarchies }: CubeDimension): Level[] {
  const made = new Map<string, Level>();
  for (const [hierarchy, names] of Object.entries(hierarchies)) {
    const path: Level[] = [];
    for (const name of names) {
      const level = made.get(name) ?? levelOf(dimension, name, levels[name] as Level['own'], path, hierarchy);
      made.set(name, level);
      path.push(level);
    }
  }
  return Object.entries(levels).map(([name, own]) => made.get(name) ?? levelOf(dimension, name, own, []));
}

function levelOf(dimension: string, name: string, own: Level['own'], above: Level[], hierarchy?: string): Level {
  const level: Level = { name: `${dimension}.${name}`, dimension, own, path: [], ...(hierarchy && { hierarchy }) };
  level.path.push(...(own.unique ? [] : above), level);
  return level;
}
