import type { Table as ArrowTable } from 'apache-arrow';
import type { DuckDb } from '../../engine/duckdb.js';
import type { Choice } from '../../olap/aggregate/choose.js';
import type { CubeAnswer } from '../../olap/ask.js';
import { readCatalog } from '../../olap/catalog.js';
import { checkColumns } from '../../olap/check-columns.js';
import { checkSql } from '../../olap/check-sql.js';
import { type Cube, cubeOf } from '../../olap/cube.js';
import { type Drilled, type DrillQuery, drill } from '../../olap/drill.js';
import { type Member, type MemberSearch, membersOf } from '../../olap/members.js';
import type { CubeQuery } from '../../olap/query.js';
import { levelOf } from '../../olap/request.js';
import { type Shown as CubeShown, showCube } from '../../olap/show.js';
import { why } from '../../olap/why.js';
import type { CubeSource } from '../../project/cube/read.js';
import { ProjectError, type ProjectIssue } from '../../project/project-error.js';
import type { State } from '../../run/state.js';
import { switchedOff } from '../../run/switched-off.js';
import type { Column } from '../../table.js';
import { openEngine, type Session, standing } from '../session.js';
import { requireWritable } from '../write-into.js';
import { standingTables } from './aggregate-rows.js';
import { askChecked } from './asked.js';
import { cubeSources } from './sources.js';
import { unknownCube } from './unknown-cube.js';

/** The cubes of a warehouse over the generation that stood when the first was asked. */
export interface Cubes {
  engine: DuckDb;
  generation: string;
  /** The cubes as they are to be read now: an aggregate may have been switched off since they were opened, here or elsewhere. */
  now(): Promise<Map<string, Cube>>;
}

/** One cube: what can be asked of it. Every answer throws CliError (usage) that says what is wrong with a question. */
export interface CubeDoor {
  /** Answers a question as cells and, `arrow`, as an Arrow table. */
  query(question: CubeQuery, signal?: AbortSignal): Promise<CubeResult>;
  /** What the measures of a question are counted from, and why. */
  why(question: CubeQuery): Promise<Choice[]>;
  /** The facts of a cell. */
  drill(question: DrillQuery): Promise<Drilled>;
  /** The members of a level, all of them or those that are looked for. */
  members(level: string, search?: MemberSearch): Promise<Member[]>;
  /** What the cube says of itself. */
  show(): Promise<CubeShown>;
}

/** An answer with where it is from. */
export interface CubeResult extends CubeAnswer {
  generation: string;
  arrow: ArrowTable;
  /** Writes the answer as an Arrow stream. Throws CliError (usage) for a file that cannot be written. */
  writeArrow(file: string): Promise<void>;
}

/** Opens the standing generation with its cubes: ours, and the project's own in the place of those of the same name. */
export async function openCubes(session: Session): Promise<Cubes> {
  const { warehouse, generation } = standing(session);
  const sources = await cubeSources(session.project);
  const engine = await openEngine(session, { path: warehouse, readOnly: true });
  try {
    return { engine, generation, now: await standingCubes(engine, sources, session.state) };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The cubes of these files, as they are to be read whenever they are asked for. Throws ProjectError for what is not there. */
async function standingCubes(engine: DuckDb, sources: CubeSource[], state: State): Promise<Cubes['now']> {
  const catalog = await readCatalog(engine);
  const issues: ProjectIssue[] = [];
  for (const source of sources)
    issues.push(...source.issues([...checkColumns(source, catalog), ...(await checkSql(engine, source, catalog))]));
  if (issues.length > 0) {
    const isOurs = sources.some(({ file, origin }) => origin === 'ours' && issues.some(issue => issue.file === file));
    throw new ProjectError(issues, isOurs ? ofOurs : undefined);
  }
  const made = async () => {
    const tables = await standingTables(engine, sources, state);
    return new Map(sources.map(source => [source.name, cubeOf(source, catalog, tables)]));
  };
  let [off, all] = [offIn(state), await made()];
  return async () => {
    const last = offIn(state);
    if (last !== off) [off, all] = [last, await made()];
    return all;
  };
}

/** Files of ours are right for the tables that a run of this version makes of our selects. */
const ofOurs =
  'these files are of custometry itself: a warehouse that an earlier version made has what they need after the next custometry run, and a select of yours in the place of one of ours must have it too';

const offIn = (state: State) => JSON.stringify([...switchedOff(state)]);

/** The door to the cube of that name; the warehouse is opened when it is first asked. */
export function cubeDoor(session: Session, open: () => Promise<Cubes>, name: string): CubeDoor {
  const named = async () => {
    const { engine, now, generation } = await open();
    const all = await now();
    const cube = all.get(name);
    if (!cube) throw unknownCube(name, [...all.keys()]);
    return { engine, cube, generation };
  };
  return {
    async query(question, signal = session.options.signal) {
      const asking = { ...(await named()), question, signal };
      return resultOf(await askChecked(session, asking), asking.generation);
    },
    async why(question) {
      const { engine, cube } = await named();
      return why(engine, cube, question);
    },
    async drill(question) {
      const { engine, cube } = await named();
      return drill(engine, cube, question);
    },
    async members(level, search) {
      const { engine, cube } = await named();
      return membersOf(engine, cube, levelOf(cube, level), search);
    },
    show: async () => showCube((await named()).cube),
  };
}

/** Arrow is loaded for the first answer, and not for whoever asks no cube. */
let arrow: Promise<[typeof import('../../frame/arrow.js'), typeof import('../write-arrow.js')]> | undefined;

async function resultOf(answer: CubeAnswer, generation: string): Promise<CubeResult> {
  arrow ??= Promise.all([import('../../frame/arrow.js'), import('../write-arrow.js')]);
  const [{ toArrow }, { writeArrow }] = await arrow;
  const read = { ...answer.table, columns: answer.table.columns.map(readable) };
  return Object.defineProperties(answer, {
    generation: { value: generation, enumerable: true },
    arrow: { get: () => toArrow(read) },
    writeArrow: {
      value: async (file: string) => {
        requireWritable(file);
        await writeArrow(once(read), file);
      },
    },
  }) as CubeResult;
}

/** Running sums of whole numbers have 39 digits, decimals of 256 bits that few readers of Arrow know; where 38 do, they are such as all know. */
function readable(column: Column): Column {
  const { type, values } = column;
  if (type.kind !== 'decimal' || type.precision < 39) return column;
  const isLong = (value: bigint) => value >= mostOf38 || value <= -mostOf38;
  return (values as bigint[]).some(isLong) ? column : { ...column, type: { ...type, precision: 38 } };
}

const mostOf38 = 10n ** 38n;

async function* once(table: CubeAnswer['table']) {
  yield table;
}
