import type { DuckDb } from '../../engine/duckdb.js';
import { CliError, exitCode } from '../../errors.js';
import { candidatesFor } from '../../olap/aggregate/candidates.js';
import { aggregateTables } from '../../olap/aggregate/make.js';
import { type Keepable, pick } from '../../olap/aggregate/pick.js';
import { type Cube, cubeOf } from '../../olap/cube.js';
import { planOf } from '../../olap/plan.js';
import type { CubeQuery } from '../../olap/query.js';
import { requestOf } from '../../olap/request.js';
import { byteSize } from '../../project/byte-size.js';
import type { CubeAggregate } from '../../project/cube/aggregate-schema.js';
import { checkAggregate } from '../../project/cube/check-aggregate.js';
import { unsaid } from '../../project/cube/unsaid.js';
import { rowsOf } from '../../table.js';
import type { Session } from '../session.js';
import type { Cubes } from './cubes.js';
import { type Gain, measureGains } from './measure-gain.js';
import { type AskedShape, type Remembered, rememberedQuestions } from './remembered-questions.js';
import { rowBytes } from './row-bytes.js';
import { unknownCube } from './unknown-cube.js';

/** What advice is asked for. */
export interface AdviceOptions {
  /** Of one cube; default: of all that were asked. */
  cube?: string;
  /** What the aggregates of a cube may take, such as `50MB`, which is the default. */
  budget?: string;
  /** Whether they are made for a while and the questions timed; default: where the facts have at most 20 million rows. */
  measure?: boolean;
}

/** An aggregate that would be worth its bytes. */
export interface ProposedAggregate {
  name: string;
  levels: string[];
  measures: string[];
  rows: number;
  /** At most: as if nothing were compressed. */
  bytes: number;
  /** The questions it would answer, in whole or in part. */
  serves: AskedShape[];
  /** Rows of facts or of other aggregates that were read for the remembered questions and would not be. */
  spared_rows: number;
  measured?: Gain;
}

/** What would be worth keeping of a cube. */
export interface CubeAdvice {
  cube: string;
  file: string;
  /** Different questions that are remembered, and how often they were asked. */
  questions: number;
  asked: number;
  proposals: ProposedAggregate[];
  /** For the file of the cube. */
  yaml: string;
}

const cheap = 20_000_000;

/** Proposes aggregates for the questions that are remembered. Throws CliError (usage) for a budget that is no size and a cube that is not there. */
export async function cubeAdvice(session: Session, cubes: Cubes, options: AdviceOptions = {}): Promise<CubeAdvice[]> {
  const budget = byteSize(options.budget ?? unsaid.budget);
  if (Number.isNaN(budget)) throw new CliError(`${options.budget} is no size`, exitCode.usage, 'write it as 50MB');
  const standing = await cubes.now();
  if (options.cube !== undefined && !standing.has(options.cube)) throw unknownCube(options.cube, [...standing.keys()]);
  const all = [...standing.values()];
  const advice: CubeAdvice[] = [];
  for (const cube of all.filter(one => options.cube === undefined || one.name === options.cube)) {
    const asked = rememberedQuestions(session.state, cube);
    if (asked.length === 0) continue;
    const proposals = await proposalsFor(cubes, cube, { asked, budget, measure: options.measure });
    advice.push({
      cube: cube.name,
      file: cube.source.file,
      questions: asked.length,
      asked: asked.reduce((sum, one) => sum + one.times, 0),
      proposals,
      yaml: yamlOf(proposals),
    });
  }
  return advice;
}

/** The cube with more aggregates, made or not. */
function withAggregates(cube: Cube, more: [string, CubeAggregate][], rows: Cube['rows'] = new Map()): Cube {
  const { says } = cube.source;
  const source = { ...cube.source, says: { ...says, aggregates: { ...says.aggregates, ...Object.fromEntries(more) } } };
  const off = new Map([...cube.aggregates.values()].flatMap(({ table, off }) => (off ? [[table, off] as const] : [])));
  return cubeOf(source, cube.catalog, { rows: new Map([...cube.rows, ...rows]), off });
}

async function proposalsFor(
  { engine }: Cubes,
  cube: Cube,
  { asked, budget, measure }: { asked: Remembered[]; budget: number; measure: boolean | undefined },
): Promise<ProposedAggregate[]> {
  const questions = asked.map(one => one.question);
  const { says } = cube.source;
  const allowed = [...candidatesFor(cube, questions)].filter(
    ([name, one]) => checkAggregate({ ...says, aggregates: { [name]: one } }, name).length === 0,
  );
  const sized = await sizesOf(
    engine,
    withAggregates(cube, allowed),
    allowed.map(([name]) => name),
  );
  const imagined = withAggregates(cube, allowed, new Map(sized.map(({ table, rows }) => [table, rows])));
  const needs = asked.map(one => ({ ...one, parts: partsOf(cube, imagined, one.question) }));
  const picked = pick(
    sized,
    needs.flatMap(({ times, parts }) => parts.map(part => ({ times, ...part }))),
    budget,
  );
  const most = Math.max(...[...cube.facts.values()].map(({ table }) => cube.rows.get(table) ?? 0));
  const isMeasured = measure ?? most <= cheap;
  const gains = isMeasured
    ? await measureGains(engine, cube, { imagined, picked }, questions)
    : new Map<string, Gain>();
  return picked.map(({ name, rows, bytes, spared }) => {
    const { levels = [], measures = [] } = new Map(allowed).get(name) ?? {};
    const served = needs.filter(({ parts }) => parts.some(({ from, read }) => from.has(name) && read > rows));
    const measured = gains.get(name);
    const own = { name, levels, measures, rows, bytes, serves: served.map(one => one.shape), spared_rows: spared };
    return { ...own, ...(measured && { measured }) };
  });
}

interface Sized extends Keepable {
  table: string;
  select: string;
}

/** Rows are counted, in a pass over the facts each; bytes follow from the types. */
async function sizesOf(engine: DuckDb, cube: Cube, names: string[]): Promise<Sized[]> {
  const selects = new Map(aggregateTables(cube.source).map(one => [one.table, one.select]));
  const sized: Sized[] = [];
  for (const name of names) {
    const table = cube.aggregates.get(name)?.table ?? '';
    const select = selects.get(table) ?? '';
    const [counted] = rowsOf(await engine.query(`select count(*) as n from (${select}) as made`));
    const rows = Number(counted?.n ?? 0);
    const { columns } = await engine.query(`select * from (${select}) as made where 1 = 0`);
    sized.push({ name, table, select, rows, bytes: Math.max(1, rows * rowBytes(columns)) });
  }
  return sized;
}

/** For each part of a question what is read now and what it could be counted from. */
function partsOf(now: Cube, imagined: Cube, question: CubeQuery): { read: number; from: Set<string> }[] {
  const [standing, possible] = [now, imagined].map(cube => planOf(requestOf(cube, question)).choices);
  return (standing ?? []).map(({ candidates }, at) => {
    const able = possible?.[at]?.candidates.filter(one => one.able) ?? [];
    return {
      read: candidates.find(one => one.taken)?.rows ?? 0,
      from: new Set(able.map(one => one.candidate)),
    };
  });
}

function yamlOf(proposals: ProposedAggregate[]): string {
  const lines = proposals.map(
    ({ name, levels, measures }) => `  ${name}: { levels: [${levels.join(', ')}], measures: [${measures.join(', ')}] }`,
  );
  return lines.length > 0 ? `aggregates:\n${lines.join('\n')}\n` : '';
}
