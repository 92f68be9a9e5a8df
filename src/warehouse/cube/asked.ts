import { createHash } from 'node:crypto';
import type { DuckDb } from '../../engine/duckdb.js';
import { messageOf } from '../../errors.js';
import { isComparable, saysTheSame } from '../../olap/aggregate/compare.js';
import { ask, type CubeAnswer } from '../../olap/ask.js';
import type { Cube } from '../../olap/cube.js';
import type { CubeQuery } from '../../olap/query.js';
import { rememberAsked } from '../../run/asked.js';
import { switchOff } from '../../run/switched-off.js';
import type { Session } from '../session.js';
import { shapeOf } from './question-shape.js';

/** What is asked of which cube of which generation. */
export interface Asking {
  engine: DuckDb;
  cube: Cube;
  generation: string;
  question: CubeQuery;
  signal?: AbortSignal | undefined;
}

/**
 * Asks a cube and writes down the shape of the question. Of some questions an answer from an aggregate is counted from the facts too: where
 * these say otherwise the aggregate is switched off, and theirs is the answer.
 */
export async function askChecked(session: Session, asking: Asking): Promise<CubeAnswer> {
  const { engine, cube, generation, question, signal } = asking;
  const answer = await ask(engine, cube, question, { signal });
  const { cubes } = session.project.config;
  if (session.known === undefined && cubes.remember)
    rememberAsked(session.state, { at: session.now().toISOString(), generation, ...shapeOf(answer) });
  if (!isSampled(asking, cubes.shadow) || session.known !== undefined) return answer;
  return (await otherwise(session, asking, answer)) ?? answer;
}

/** The answer of the facts where it is another than that of the aggregates, which are then switched off. */
export async function otherwise(
  session: Session,
  { engine, cube, generation, question, signal }: Asking,
  answer: CubeAnswer,
): Promise<CubeAnswer | undefined> {
  const names = answer.source.filter(name => name !== 'base');
  if (names.length === 0 || !isComparable(answer.request)) return undefined;
  const facts = await ask(engine, cube, { ...question, aggregates: false }, { signal });
  if (await saysTheSame(engine, answer, facts)) return undefined;
  const tables = names.flatMap(name => cube.aggregates.get(name)?.table ?? []);
  const note = `ALARM: ${names.join(', ')} did not say what the facts say, and is not read any more until a run has made it anew; this is counted from the facts`;
  const word = { at: session.now().toISOString(), generation };
  const elapsed_ms = answer.elapsed_ms + facts.elapsed_ms;
  return Object.assign(facts, { elapsed_ms, notes: [...facts.notes, note, ...written(session, tables, word)] });
}

function written({ state }: Session, tables: string[], word: { at: string; generation: string }): string[] {
  try {
    switchOff(state, tables, word);
    return [];
  } catch (error) {
    return [`that cannot be written down, so others will still read it: ${messageOf(error)}`];
  }
}

/** The same question to the same generation always is or never is. */
function isSampled({ generation, cube, question }: Asking, share: number): boolean {
  const hash = createHash('sha256').update(JSON.stringify([generation, cube.name, question]));
  return hash.digest().readUInt32BE(0) / 2 ** 32 < share;
}
