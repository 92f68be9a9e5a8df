import { type Cube, factOf } from './cube.js';
import { baseMeasures, isAdditive } from './measure-tree.js';
import { typeOf } from './refer.js';

/** What can be asked of a cube, in words. */
export interface Shown {
  cube: string;
  description: string;
  file: string;
  facts: { facts: string; table: string; grain: string; dimensions: string }[];
  levels: { level: string; below: string; type: string; description: string }[];
  hierarchies: { hierarchy: string; levels: string }[];
  measures: { measure: string; adds_up: string; unit: string; format: string; made: string; description: string }[];
  sets: { set: string; level: string; members: string }[];
  members: { member: string; level: string; made: string; description: string }[];
}

/** Tells what a cube is made of. */
export function showCube(cube: Cube): Shown {
  const { description, sets, members } = cube.source.says;
  return {
    cube: cube.name,
    description,
    file: cube.source.file,
    facts: [...cube.facts].map(([facts, { table, grain, dimensions, degenerate = [] }]) => {
      return { facts, table, grain, dimensions: [...Object.keys(dimensions), ...degenerate].join(', ') };
    }),
    levels: [...cube.levels.values()].map(level => ({
      level: level.name,
      below: level.path.at(-2)?.name ?? '',
      type: typeOf(cube, level),
      description: level.own.description ?? '',
    })),
    hierarchies: [...cube.dimensions].flatMap(([dimension, { hierarchies }]) =>
      Object.entries(hierarchies).map(([name, levels]) => ({
        hierarchy: `${dimension}.${name}`,
        levels: levels.join(' > '),
      })),
    ),
    measures: [...cube.measures.keys()].map(name => describeMeasure(cube, name)),
    sets: Object.entries(sets).map(([set, { level, members: own }]) => ({
      set: `@${set}`,
      level,
      members: own.join(', '),
    })),
    members: Object.entries(members).map(([member, { level, formula, description: about = '' }]) => ({
      member,
      level,
      made: formula,
      description: about,
    })),
  };
}

/** What a measure is made of, and whether it adds up. */
export function describeMeasure(cube: Cube, measure: string): Shown['measures'][number] {
  const own = cube.measures.get(measure);
  const { unit = '', format = '', where, description = '', formula, ratio, over } = own ?? {};
  const way = (['sum', 'count', 'distinct', 'min', 'max'] as const).find(one => own?.[one] !== undefined);
  const made = ratio?.join(' / ') ?? formula ?? `${way} of ${[own?.[way ?? 'sum']].flat().join(', ')}`;
  const from = baseMeasures(cube, measure)[0] === measure && own && cube.facts.size > 1 ? `, ${factOf(cube, own)}` : '';
  const adds = isAdditive(cube, measure) ? 'yes' : over ? `not along ${over.dimension}: ${over.rule}` : 'no';
  return { measure, adds_up: adds, unit, format, made: made + (where ? ` where ${where}` : '') + from, description };
}
