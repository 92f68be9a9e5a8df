import type { Finding } from '../finding.js';
import type { CubeDimension } from './dimension-schema.js';
import { formulaNames } from './formula.js';
import type { CubeFile } from './schema.js';
import { unknownName } from './unknown-name.js';

/** What is wrong with one aggregate: names that stand for nothing, and what cannot be counted beforehand. */
export function checkAggregate(cube: CubeFile, name: string): Finding[] {
  const { levels = [], measures = [] } = cube.aggregates[name] ?? {};
  const path = ['aggregates', name];
  const known = Object.keys(cube.measures);
  const facts = new Set<string>();
  const ofMeasures = measures.flatMap((measure, at): Finding[] => {
    const place = [...path, 'measures', at];
    if (!cube.measures[measure]) return [unknownName(measure, known, 'measure', place)];
    const bases = basesOf(cube, measure);
    for (const base of bases) facts.add(cube.measures[base]?.fact ?? (Object.keys(cube.facts)[0] as string));
    const daily = bases.find(base => cube.measures[base]?.over);
    const message = `${daily} is taken of one day, so it cannot be counted beforehand`;
    return daily ? [{ path: place, message }] : [];
  });
  const ofLevels = levels.flatMap((level, at) => checkLevel(cube, level, [...facts], [...path, 'levels', at]));
  if (facts.size < 2) return [...ofMeasures, ...ofLevels];
  const several = `counts ${[...facts].join(' and ')}; an aggregate is of one table of facts`;
  return [...ofMeasures, ...ofLevels, { path: [...path, 'measures'], message: several }];
}

function checkLevel(cube: CubeFile, level: string, facts: string[], path: (string | number)[]): Finding[] {
  const all = Object.keys(cube.dimensions).flatMap(name =>
    Object.keys(roleOf(cube, name)?.levels ?? {}).map(own => `${name}.${own}`),
  );
  if (!all.includes(level)) return [unknownName(level, all, 'level', path)];
  const [dimension = ''] = level.split('.');
  const role = roleOf(cube, dimension) as CubeDimension;
  const message = whyNot(cube, role, { dimension, facts });
  return message ? [{ path, message: `${level} ${message}` }] : [];
}

function whyNot(
  cube: CubeFile,
  { bridge, levels }: CubeDimension,
  { dimension, facts }: { dimension: string; facts: string[] },
): string | undefined {
  if (bridge) return 'lies across a bridge: a fact would count under each of its members';
  if (Object.values(levels).some(one => one.ragged))
    return 'is of a dimension with ragged levels, which no aggregate keeps';
  const without = facts.find(name => {
    const fact = cube.facts[name];
    return fact && !fact.dimensions[dimension] && !fact.degenerate?.includes(dimension);
  });
  return without && `cannot be kept: ${without} have no ${dimension}`;
}

function roleOf({ dimensions }: CubeFile, name: string): CubeDimension | undefined {
  const one = dimensions[name];
  return one?.same_as ? dimensions[one.same_as] : one;
}

/** The measures of facts that one is made of; of a circle, which is told elsewhere, what was found until then. */
function basesOf(cube: CubeFile, name: string, seen: string[] = []): string[] {
  const { ratio, formula } = cube.measures[name] ?? {};
  const names = ratio ?? (formula === undefined ? undefined : formulaNames(formula));
  if (!names) return cube.measures[name] ? [name] : [];
  if (typeof names === 'string' || seen.includes(name)) return [];
  return names.flatMap(one => basesOf(cube, one, [...seen, name]));
}
