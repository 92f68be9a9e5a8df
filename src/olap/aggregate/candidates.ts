import type { CubeAggregate } from '../../project/cube/aggregate-schema.js';
import { type Cube, factOf, type Level } from '../cube.js';
import { baseMeasures } from '../measure-tree.js';
import type { CubeQuery } from '../query.js';
import { requestOf } from '../request.js';
import { periodCalculations } from '../shown.js';

/** More are not looked at: each takes a pass over the facts to be counted. */
const most = 24;

/**
 * Aggregates that would answer some questions, by a name for each: of each question its levels with the measures that add up, with each distinct
 * measure by itself, and with all; and what two of them have together. Those of the first questions come first.
 */
export function candidatesFor(cube: Cube, questions: CubeQuery[]): Map<string, CubeAggregate> {
  const own = merged(
    cube,
    questions.flatMap(question => ownCandidates(cube, question)),
  );
  const pairs = own.flatMap((one, at) =>
    own.slice(at + 1).flatMap(other => (one.kind === other.kind ? [together(cube, one, other)] : [])),
  );
  const named = new Map<string, CubeAggregate>();
  for (const { levels, measures, kind } of merged(cube, [...own, ...pairs]).slice(0, most)) {
    const short = levels.map(name => name.split('.')[1]).join('_');
    const isSums = measures.length > 1 || kind.endsWith(' sums');
    const plain = `${isSums ? '' : `${measures[0]}_`}by_${short}`.replace(/[^a-z0-9]+/g, '_');
    let name = plain;
    for (let n = 2; named.has(name) || cube.aggregates.has(name); n++) name = `${plain}_${n}`;
    named.set(name, { levels, measures });
  }
  return named;
}

/** Measures of one table of facts by some levels; those of one kind can be kept in one table. */
interface Candidate {
  kind: string;
  levels: string[];
  measures: string[];
}

function ownCandidates(cube: Cube, question: CubeQuery): Candidate[] {
  const { rows, columns, shown } = requestOf(cube, question);
  const levels = finest([...rows, ...columns]);
  if (levels.length === 0) return [];
  const now = shown.filter(({ calculation }) => !calculation || !periodCalculations.includes(calculation));
  const bases = [...new Set(now.flatMap(({ measure }) => baseMeasures(cube, measure)))];
  const facts = [...cube.facts.keys()];
  return facts.flatMap(fact => {
    const own = bases.flatMap(name => {
      const measure = cube.measures.get(name);
      return measure && !measure.over && factOf(cube, measure) === fact ? [{ name, measure }] : [];
    });
    const distinct = own.filter(({ measure }) => measure.distinct !== undefined).map(one => one.name);
    const sums = own.map(one => one.name).filter(name => !distinct.includes(name));
    const kinds = [
      { kind: `${fact} sums`, levels, measures: sums },
      ...distinct.map(name => ({ kind: `${fact} ${name}`, levels, measures: [name] })),
      ...(distinct.length > 0 ? [{ kind: `${fact} all`, levels, measures: [...sums, ...distinct] }] : []),
    ];
    return kinds.filter(({ measures }) => measures.length > 0);
  });
}

/** Those of one kind by the same levels are one, with the measures of all. */
function merged(cube: Cube, all: Candidate[]): Candidate[] {
  const known = new Map<string, Candidate>();
  for (const one of all) {
    const key = JSON.stringify([
      one.kind.endsWith(' all') ? [one.kind, one.measures] : one.kind,
      [...one.levels].sort(),
    ]);
    const other = known.get(key);
    known.set(key, other ? together(cube, other, one) : one);
  }
  return [...known.values()];
}

function together({ levels }: Cube, { kind, ...one }: Candidate, other: Candidate): Candidate {
  const both = [...new Set([...one.levels, ...other.levels])].flatMap(name => levels.get(name) ?? []);
  return { kind, levels: finest(both), measures: [...new Set([...one.measures, ...other.measures])] };
}

/** The levels less those above others of them: these are kept anyhow. */
function finest(levels: Level[]): string[] {
  const names = [...new Set(levels)];
  return names.filter(one => !names.some(other => other !== one && other.path.includes(one))).map(one => one.name);
}
