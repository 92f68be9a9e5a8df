import type { Key } from '../axis.js';
import type { Cube, Level } from '../cube.js';
import type { Part } from '../part.js';
import { dimensionOf } from '../refer.js';
import type { Request } from '../request.js';
import { type Aggregate, baseName } from './aggregate.js';
import { countedBy } from './periods.js';

/** What measures of a question could be counted from. */
export interface Candidate {
  /** `base`, the facts, or the name of an aggregate. */
  candidate: string;
  /** How many rows are read of it; undefined where that is not known. */
  rows?: number | undefined;
  taken: boolean;
  /** Whether it could count them exactly. */
  able: boolean;
  reason: string;
}

/** How the source of some measures was chosen. */
export interface Choice {
  measures: string[];
  candidates: Candidate[];
}

/** The aggregate with the fewest rows among those that can count a part exactly, if it has fewer than the facts; and what was said of each. */
export function choose(request: Request, part: Part, keys: Key[]): { taken?: Aggregate; choice: Choice } {
  const { cube, query } = request;
  const facts = cube.rows.get(cube.facts.get(part.fact)?.table ?? '');
  const judged = [...cube.aggregates.values()].map(aggregate => ({
    aggregate,
    reasons: query.aggregates
      ? whyNot(request, part, keys, aggregate)
      : ['the question is to be counted from the facts'],
  }));
  const able = judged.filter(one => one.reasons.length === 0 && rowsOf(one.aggregate) < (facts ?? Infinity));
  const taken = able.map(one => one.aggregate).sort((a, b) => rowsOf(a) - rowsOf(b))[0];
  const candidates = judged.map(({ aggregate, reasons }): Candidate => {
    const { name: candidate, rows } = aggregate;
    if (aggregate === taken)
      return { candidate, rows, taken: true, able: true, reason: 'the fewest rows of those that can answer' };
    const more = `${taken?.name ?? 'base'} has no more rows`;
    return { candidate, rows, taken: false, able: reasons.length === 0, reason: reasons.join('; ') || more };
  });
  const why = taken ? `${taken.name} has fewer rows` : 'no aggregate can answer with fewer rows';
  const base = { candidate: 'base', rows: facts, taken: !taken, able: true, reason: why };
  const choice = { measures: part.columns.map(one => one.name), candidates: [...candidates, base] };
  return taken ? { taken, choice } : { choice };
}

const rowsOf = ({ rows }: Aggregate) => rows ?? Infinity;

/** Why an aggregate cannot count a part; nothing where it provably can. */
function whyNot(request: Request, part: Part, keys: Key[], aggregate: Aggregate): string[] {
  if (aggregate.fact !== part.fact) return [`it counts ${aggregate.fact}, not ${part.fact}`];
  const time = part.period?.target.dimension;
  const levels = usedLevels(request, keys).filter(one => one.dimension !== time);
  const own = keys.filter(key => key.level.dimension !== time);
  const periods = countedBy(request, part, aggregate);
  return [
    ...(aggregate.rows === undefined ? [whyNotThere(aggregate)] : []),
    ...levelReasons(request.cube, levels, own, aggregate),
    ...measureReasons(part, aggregate),
    ...versionReasons(request, levels),
    ...(typeof periods === 'string' ? [] : [periods.reason]),
    ...(part.over ? [`it does not add up along ${part.over.dimension}`] : []),
  ];
}

function whyNotThere({ off }: Aggregate): string {
  if (off === undefined) return 'this generation does not have it as its file says it; the next run makes it';
  return `it was switched off on ${off}, since its figures were not those of the facts; the next run makes it anew`;
}

/** The levels that a part is grouped by or held to. */
function usedLevels({ conditions }: Request, keys: Key[]): Level[] {
  const held = conditions.flatMap(({ level, path, values }) => (path ? level.path.slice(0, values.length) : [level]));
  return [...new Set([...keys.map(key => key.level), ...held])];
}

function levelReasons(cube: Cube, levels: Level[], keys: Key[], aggregate: Aggregate): string[] {
  const kept = new Set(aggregate.keys.map(key => key.name));
  const missing = [...new Set([...levels.map(one => one.name), ...keys.map(key => key.name)])].filter(
    name => !kept.has(name),
  );
  return missing.map(name => {
    const level = levels.find(one => one.name === name);
    const isAcross = level && dimensionOf(cube, level.dimension).bridge;
    return isAcross ? `${name} lies across a bridge` : `it does not keep ${name}`;
  });
}

function measureReasons(part: Part, { columns }: Aggregate): string[] {
  return part.columns.flatMap(({ name, measure }) => {
    const base = baseName(name);
    if (columns.some(one => one.name === base)) return [];
    return measure.distinct
      ? [`${base} counts different values and it does not keep them`]
      : [`it does not count ${base}`];
  });
}

/** An aggregate has members in the version that the cube takes unless it is told otherwise. */
function versionReasons({ cube, query }: Request, levels: Level[]): string[] {
  return [...new Set(levels.map(one => one.dimension))].flatMap(name => {
    const { versions } = dimensionOf(cube, name);
    const isOther = versions && query.versions !== undefined && query.versions !== versions.default;
    return isOther ? [`it has ${name} ${versions.default}, not ${query.versions}`] : [];
  });
}
