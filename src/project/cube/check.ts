import type { Finding } from '../finding.js';
import type { Path } from '../path.js';
import { checkAggregate } from './check-aggregate.js';
import { checkDimension } from './check-dimension.js';
import { checkMeasure } from './check-measure.js';
import { circleOf } from './circle.js';
import { formulaNames } from './formula.js';
import type { CubeFile } from './schema.js';
import { unknownName } from './unknown-name.js';

/** What is wrong with a cube beyond its schema, as far as its own file shows. */
export function checkCube(cube: CubeFile): Finding[] {
  return [
    ...Object.keys(cube.dimensions).flatMap(name => checkDimension(cube, name)),
    ...Object.keys(cube.facts).flatMap(name => checkFact(cube, name)),
    ...Object.keys(cube.measures).flatMap(name => checkMeasure(cube, name)),
    ...Object.entries(cube.sets).flatMap(([name, { level }]) => unknownLevel(cube, level, ['sets', name, 'level'])),
    ...Object.keys(cube.members).flatMap(name => checkMember(cube, name)),
    ...Object.keys(cube.aggregates).flatMap(name => checkAggregate(cube, name)),
    ...unusedDimensions(cube),
    ...unusedFacts(cube),
  ];
}

function checkFact({ facts, dimensions }: CubeFile, name: string): Finding[] {
  const fact = facts[name];
  if (!fact) return [];
  const named = Object.keys(fact.dimensions).flatMap((dimension): Finding[] => {
    const path = ['facts', name, 'dimensions', dimension];
    const found = dimensions[dimension];
    if (!found) return [unknownName(dimension, Object.keys(dimensions), 'dimension', path, 'key')];
    const target = found.same_as ? dimensions[found.same_as] : found;
    return target && !target.table
      ? [{ path, at: 'key', message: `${dimension} has no table to point to; name it under degenerate` }]
      : [];
  });
  const own = (fact.degenerate ?? []).flatMap((dimension, at): Finding[] => {
    const path = ['facts', name, 'degenerate', at];
    const found = dimensions[dimension];
    if (!found) return [unknownName(dimension, Object.keys(dimensions), 'dimension', path)];
    return found.table
      ? [{ path, message: `${dimension} has a table; name the column that points there under dimensions` }]
      : [];
  });
  return [...named, ...own];
}

function checkMember({ dimensions, members }: CubeFile, name: string): Finding[] {
  const path = ['members', name, 'formula'];
  const { level, formula = '' } = members[name] ?? {};
  const names = formulaNames(formula);
  if (typeof names === 'string') return [{ path, message: names }];
  const others = names.filter(one => !one.startsWith('['));
  const unknown = others.filter(one => !members[one]);
  const foreign = others.filter(one => members[one] && members[one].level !== level);
  const circle = unknown.length === 0 ? circleOf([name], one => membersIn(members[one]?.formula ?? '')) : undefined;
  return [
    ...unknownLevel({ dimensions }, level ?? '', ['members', name, 'level']),
    ...unknown.map(one => unknownName(one, Object.keys(members), 'calculated member', path)),
    ...foreign.map(one => ({ path, message: `${one} is a member of ${members[one]?.level}, not of ${level}` })),
    ...(circle ? [{ path, message: `it is made of itself: ${circle.join(' → ')}` }] : []),
  ];
}

function membersIn(formula: string): string[] {
  const names = formulaNames(formula);
  return typeof names === 'string' ? [] : names.filter(one => !one.startsWith('['));
}

function unknownLevel({ dimensions }: Pick<CubeFile, 'dimensions'>, level: string, path: Path): Finding[] {
  const known = Object.entries(dimensions).flatMap(([name, one]) => {
    const { levels } = (one.same_as && dimensions[one.same_as]) || one;
    return Object.keys(levels).map(own => `${name}.${own}`);
  });
  return known.includes(level) ? [] : [unknownName(level, known, 'level', path)];
}

function unusedFacts({ facts, measures }: CubeFile): Finding[] {
  const [first] = Object.keys(facts);
  const used = new Set(Object.values(measures).map(one => one.fact ?? first));
  return Object.keys(facts)
    .filter(name => !used.has(name))
    .map(name => ({ path: ['facts', name], at: 'key', message: 'no measure is taken from these facts' }));
}

function unusedDimensions({ dimensions, facts }: CubeFile): Finding[] {
  const used = new Set(
    Object.values(facts).flatMap(fact => [...Object.keys(fact.dimensions), ...(fact.degenerate ?? [])]),
  );
  return Object.keys(dimensions)
    .filter(name => !used.has(name))
    .map(name => ({ path: ['dimensions', name], at: 'key', message: 'no facts have this dimension' }));
}
