import type { DuckDb } from '../../engine/duckdb.js';
import { ask } from '../../olap/ask.js';
import { readCatalog } from '../../olap/catalog.js';
import { type Cube, cubeOf } from '../../olap/cube.js';
import { planOf } from '../../olap/plan.js';
import type { CubeQuery } from '../../olap/query.js';
import { requestOf } from '../../olap/request.js';
import type { CheckResult } from '../../plan/check.js';
import { switchedOff } from '../../run/switched-off.js';
import type { Session } from '../session.js';
import { standingTables } from './aggregate-rows.js';
import { otherwise } from './asked.js';
import { rememberedQuestions } from './remembered-questions.js';
import { cubeSources } from './sources.js';

/** A failed check for each aggregate that is switched off: somebody was about to be told a wrong figure. */
export function switchedOffChecks(cubes: ReadonlyMap<string, Cube>): CheckResult[] {
  const all = [...cubes.values()].flatMap(cube => [...cube.aggregates.values()]);
  return all.flatMap(({ table, off }) => {
    if (off === undefined) return [];
    const sentence = `${table} says what the facts say: it did not, and is switched off since ${off}; the next run makes it anew`;
    const name = `${table.replace('.', '_')}_as_the_facts`;
    return [{ name, table, severity: 'error', passed: false, offenders: 1, samples: [], sentence }];
  });
}

/** A generation that is being made. */
interface Making {
  generation: string;
  /** The one that stood before. */
  before: string | undefined;
  /** Tables that were made anew. */
  built: string[];
}

/** Questions that are asked of both in a run. */
const most = 3;

/** Asks remembered questions of the aggregates that a run made and of the facts. Answers what a person should know: what differs, and what was switched off before. */
export async function checkBuilt(
  engine: DuckDb,
  session: Session,
  { generation, before, built }: Making,
): Promise<string[]> {
  const made = built.filter(table => table.startsWith('aggregate.'));
  if (made.length === 0) return [];
  const words = [...switchedOff(session.state)]
    .filter(([table, word]) => made.includes(table) && word.generation === before)
    .map(
      ([table, { at }]) =>
        `${table} did not say what the facts say and was switched off on ${at.slice(0, 10)}; it was made anew`,
    );
  const sources = await cubeSources(session.project);
  const [catalog, tables] = [await readCatalog(engine), await standingTables(engine, sources, session.state)];
  const cubes = new Map(sources.map(source => [source.name, cubeOf(source, catalog, tables)]));
  for (const { cube, question } of remembered(session, cubes, made)) {
    const asking = { engine, cube, generation, question, signal: session.options.signal };
    const other = await otherwise(session, asking, await ask(engine, cube, question, asking));
    if (other) words.push(`cube ${cube.name}: ${alarmIn(other.notes)}`);
  }
  return words;
}

/** That an aggregate said otherwise, and what is said of that behind it. */
function alarmIn(notes: string[]): string {
  return notes.slice(notes.findIndex(note => note.startsWith('ALARM'))).join('; ');
}

/** The questions asked most that some of these aggregates would answer. */
function remembered({ state }: Session, cubes: Map<string, Cube>, made: string[]) {
  const all = [...cubes.values()].flatMap(cube => rememberedQuestions(state, cube).map(one => ({ ...one, cube })));
  const often = all.sort((a, b) => b.times - a.times);
  return often.filter(({ cube, question }) => isAnsweredBy(cube, question, made)).slice(0, most);
}

function isAnsweredBy(cube: Cube, question: CubeQuery, made: string[]): boolean {
  const { choices } = planOf(requestOf(cube, question));
  const taken = choices.flatMap(({ candidates }) => candidates.filter(one => one.taken));
  return taken.some(({ candidate }) => made.includes(cube.aggregates.get(candidate)?.table ?? ''));
}
