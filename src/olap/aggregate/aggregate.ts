import { identifier } from '../../engine/engine.js';
import type { CubeAggregate } from '../../project/cube/aggregate-schema.js';
import { elementsOf, type Key } from '../axis.js';
import type { Cube, Level } from '../cube.js';
import { baseMeasures } from '../measure-tree.js';
import type { BaseColumn } from '../part.js';

/** A table of facts counted beforehand: one row per combination of its keys, and of the values of its distinct measures. */
export interface Aggregate {
  name: string;
  /** `schema.name` in the warehouse. */
  table: string;
  fact: string;
  /** The members, captions and orders of its levels and of all above them in their hierarchies. */
  keys: Key[];
  columns: BaseColumn[];
  /** How many rows it has; undefined where the warehouse does not have it as its file says it now. */
  rows?: number | undefined;
  /** The day on which it was switched off, where it is. */
  off?: string | undefined;
}

/** An aggregate of a cube, as its file says it. */
export function aggregateOf(
  cube: Omit<Cube, 'aggregates'>,
  name: string,
  { levels, measures }: CubeAggregate,
): Aggregate {
  const whole = cube as Cube;
  const bases = [...new Set(measures.flatMap(one => baseMeasures(whole, one)))];
  const columns = bases.flatMap(base => {
    const measure = cube.measures.get(base);
    return measure ? [{ name: base, measure }] : [];
  });
  return {
    name,
    table: `aggregate.${cube.name}__${name}`,
    fact: columns[0]?.measure.fact ?? ([...cube.facts.keys()][0] as string),
    keys: elementsOf(levels.flatMap(one => withThoseAbove(cube, one))).flatMap(one => one.keys),
    columns,
  };
}

/** The measure that a column counts, in whatever periods. */
export function baseName(column: string): string {
  return column.replace(/:.*/, '');
}

/**
 * The columns that keep the different values of a measure: itself, or one for each part of it and whether it counts, since no table holds
 * values of several parts. `value` is what each is in a row that has the measure whole.
 */
export function keptColumns({ name, measure: { distinct = [] } }: BaseColumn): { name: string; value: string }[] {
  const whole = identifier(name);
  if (distinct.length < 2) return [{ name, value: whole }];
  const parts = distinct.map((_, at) => ({ name: `${name}$${at + 1}`, value: `${whole}[${at + 1}]` }));
  return [...parts, { name: `${name}$counts`, value: `${whole} is not null` }];
}

/** Also above a level whose members are unique: what it lies in need not be the same for all of its facts. */
function withThoseAbove({ levels, dimensions }: Omit<Cube, 'aggregates'>, name: string): Level[] {
  const level = levels.get(name) as Level;
  const { dimension, hierarchy } = level;
  const names = (hierarchy && dimensions.get(dimension)?.hierarchies[hierarchy]) || [];
  const above = names.slice(0, names.indexOf(name.slice(dimension.length + 1)));
  return [...above.flatMap(one => levels.get(`${dimension}.${one}`) ?? []), level];
}
