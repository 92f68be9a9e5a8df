import type { Finding } from '../finding.js';
import { circleOf } from './circle.js';
import { formulaNames } from './formula.js';
import type { CubeMeasure } from './measure-schema.js';
import type { CubeFile } from './schema.js';
import { unknownName } from './unknown-name.js';

const ways = ['sum', 'count', 'distinct', 'min', 'max', 'ratio', 'formula'] as const;

/** What is wrong with one measure. */
export function checkMeasure(cube: CubeFile, name: string): Finding[] {
  const measure = cube.measures[name];
  if (!measure) return [];
  const path = ['measures', name];
  const given = ways.filter(way => measure[way] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none of them' : given.join(' and ');
    return [{ path, at: 'key', message: `found ${found}, expected one of ${ways.join(', ')}` }];
  }
  const isMadeOfOthers = measure.ratio !== undefined || measure.formula !== undefined;
  return isMadeOfOthers ? checkCalculated(cube, name, measure) : checkBase(cube, name, measure);
}

function checkBase({ facts, dimensions }: CubeFile, name: string, { fact, over, ...rest }: CubeMeasure): Finding[] {
  const path = ['measures', name];
  const findings: Finding[] = [];
  if (fact === undefined && Object.keys(facts).length !== 1)
    findings.push({ path: [...path, 'fact'], at: 'missing', message: 'missing; the cube has several tables of facts' });
  if (fact !== undefined && !facts[fact])
    findings.push(unknownName(fact, Object.keys(facts), 'table of facts', [...path, 'fact']));
  const own = facts[fact ?? (Object.keys(facts)[0] as string)];
  const key = Object.entries(own?.dimensions ?? {}).find(([, column]) => column === rest.sum)?.[0];
  if (key) findings.push({ path: [...path, 'sum'], message: `${rest.sum} leads to ${key}; it is no amount` });
  if (!over) return findings;
  if (own && dimensions[over.dimension] && !own.dimensions[over.dimension])
    findings.push({ path: [...path, 'over'], message: `its facts (${own.grain}) have no ${over.dimension}` });
  const dimension = dimensions[over.dimension];
  const target = dimension?.same_as ? dimensions[dimension.same_as] : dimension;
  if (!target) findings.push(unknownName(over.dimension, Object.keys(dimensions), 'dimension', [...path, 'over']));
  else if (!target.date)
    findings.push({ path: [...path, 'over'], message: `${over.dimension} has no date, so it is no dimension of time` });
  else if (over.rule === 'closing' && Object.keys(target.hierarchies).length === 0)
    findings.push({
      path: [...path, 'over'],
      message: `${over.dimension} has no hierarchy, so no period of it closes`,
    });
  if (rest.sum === undefined && rest.count === undefined)
    findings.push({ path: [...path, 'over'], message: 'only a sum or a count can be semi-additive' });
  return findings;
}

function checkCalculated(cube: CubeFile, name: string, measure: CubeMeasure): Finding[] {
  const part = measure.ratio ? 'ratio' : 'formula';
  const path = ['measures', name, part];
  const known = Object.keys(cube.measures);
  const isCarried = measure.empty === 'carry';
  const own = (['fact', 'over', 'where'] as const).filter(key => measure[key] !== undefined);
  const names = partsOf(measure);
  if (typeof names === 'string') return [{ path, message: names }];
  const unknown = names.filter(one => !known.includes(one)).map(one => unknownName(one, known, 'measure', path));
  const circle = unknown.length === 0 ? circleOf([name], one => partNames(cube.measures[one])) : undefined;
  return [
    ...unknown,
    ...(isCarried
      ? [{ path: ['measures', name, 'empty'], message: `a ${part} is made of what was carried; say it of its parts` }]
      : []),
    ...own.map(key => ({ path: ['measures', name, key], message: `a ${part} has no ${key} of its own` })),
    ...(circle ? [{ path, message: `it is made of itself: ${circle.join(' → ')}` }] : []),
  ];
}

function partNames(measure: CubeMeasure | undefined): string[] {
  const names = measure ? partsOf(measure) : [];
  return typeof names === 'string' ? [] : names;
}

/** The measures one is made of, or what is wrong with its formula. */
function partsOf({ ratio, formula }: CubeMeasure): string[] | string {
  return ratio ?? (formula === undefined ? [] : formulaNames(formula));
}
