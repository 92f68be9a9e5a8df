import { join } from 'node:path';
import type { Table as ArrowTable } from 'apache-arrow';
import type { DuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { toArrow } from '../frame/arrow.js';
import { ask, type CubeAnswer } from '../olap/ask.js';
import { readCatalog } from '../olap/catalog.js';
import { type Cube, cubeOf } from '../olap/cube.js';
import type { CubeQuery } from '../olap/query.js';
import { packageRoot } from '../package-root.js';
import { type CubeSource, readCubes } from '../project/cube/read.js';
import { nearest } from '../project/nearest.js';
import { openEngine, type Session, standing } from './session.js';

/** The cubes of a warehouse over the generation that stood when the first was asked. */
export interface Cubes {
  engine: DuckDb;
  all: Map<string, Cube>;
  generation: string;
}

/** One cube: what can be asked of it. */
export interface CubeDoor {
  /** Answers a question as cells and, `arrow`, as an Arrow table. Throws CliError (usage) that says what is wrong with it. */
  query(question: CubeQuery, signal?: AbortSignal): Promise<CubeResult>;
}

/** An answer with where it is from. */
export interface CubeResult extends CubeAnswer {
  generation: string;
  arrow: ArrowTable;
}

/** Opens the standing generation with its cubes: ours, and the project's own in the place of those of the same name. */
export async function openCubes(session: Session): Promise<Cubes> {
  const { warehouse, generation } = standing(session);
  const sources = await cubeSources(session);
  const engine = await openEngine(session, { path: warehouse, readOnly: true });
  const catalog = await readCatalog(engine);
  return { engine, generation, all: new Map(sources.map(source => [source.name, cubeOf(source, catalog)])) };
}

/** Asks a cube of that name. */
export async function askCube(
  cubes: Cubes,
  name: string,
  question: CubeQuery,
  signal?: AbortSignal,
): Promise<CubeResult> {
  const { engine, all, generation } = cubes;
  const cube = all.get(name);
  if (!cube) throw unknownCube(name, [...all.keys()]);
  const answer = await ask(engine, cube, question, signal);
  return {
    ...answer,
    generation,
    get arrow() {
      return toArrow(answer.table);
    },
  };
}

async function cubeSources({ project }: Session): Promise<CubeSource[]> {
  const ours = await readCubes(join(packageRoot, 'sql', 'cube'), 'ours');
  const own = await readCubes(join(project.dir, 'sql', 'cube'), 'project');
  const taken = new Set(own.map(one => one.name));
  return [...ours.filter(one => !taken.has(one.name)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function unknownCube(name: string, names: string[]): CliError {
  const near = nearest(name, names);
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'write one: sql/cube/NAME.yaml';
  return new CliError(`there is no cube ${name}`, exitCode.usage, near ? `did you mean ${near}?` : known);
}
