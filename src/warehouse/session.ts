import { mentions } from '../../etl/attributes.js';
import type { ForeseenBatch } from '../../etl/land-foresee.js';
import { type Landed, type Manifest, readManifests } from '../../etl/manifest.js';
import { type DuckDb, type DuckDbOptions, openDuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { localClock } from '../local-clock.js';
import { isDay } from '../moment.js';
import { calendarYears, isInCalendar } from '../project/calendar-years.js';
import { loadProject, type Project } from '../project/load.js';
import { type Current, current } from '../run/generations.js';
import { spillFolder } from '../run/spill.js';
import { type State, stateIn } from '../run/state.js';

/** How a warehouse is opened. */
export interface OpenOptions {
  /** The folder of `custometry.yaml`. */
  project: string;
  /** Where landing, decisions, generations, ledger and reports lie. Default: the project folder. */
  state?: string;
  /** Values for `${NAME}` in the project file. */
  set?: Record<string, string>;
  /** The date to look back from, `YYYY-MM-DD`; goes before the project's own. */
  asOf?: string;
  /** A day, `YYYY-MM-DD`: reads what was known at its end, from what had been landed by then; only for reading. */
  knownAt?: string;
  /** Dates the batches and the runs. Default: the clock of the system. */
  now?: () => Date;
  signal?: AbortSignal;
  progress?: (event: Progress) => void;
  /** Told at once what a person should know and no result says: that a run waits, that nobody could be told of its failure. */
  tell?: (text: string) => void;
}

/** Something worth telling while a run goes on. */
export interface Progress {
  step: string;
  name?: string;
  done?: number;
  total?: number;
  text?: string;
}

/** An opened project: what every part of the warehouse works on. */
export interface Session {
  project: Project;
  state: State;
  options: OpenOptions;
  now: () => Date;
  /** The warehouse that `knownAt` asks for. */
  known?: Current;
}

/** What a warehouse is made from. */
export interface Ground extends Landed {
  project: Project;
  state: State;
  /** `--as-of`; it goes before the project's own. */
  asOf?: string;
  /** The file that names the generation that is being made, where one is. */
  publication?: string;
  /** What a run would land first. */
  foreseen?: ForeseenBatch[];
}

/** Reads the project file and opens its state. Throws CliError for a bad date, ProjectError for a bad file. */
export async function openSession(options: OpenOptions): Promise<Session> {
  const { asOf, knownAt, now = () => new Date() } = options;
  checkDate('--as-of', asOf);
  checkDate('--known-at', knownAt);
  if (asOf !== undefined && !isInCalendar(asOf)) throw outsideCalendar(asOf);
  const project = await loadProject(options.project, { set: options.set });
  for (const name of project.unused) options.tell?.(`--set ${name} does nothing: ${project.file} has no \${${name}}`);
  const session = { project, state: stateIn(options.state ?? project.dir), options, now };
  return knownAt === undefined ? session : (await import('./known.js')).asKnown(session, knownAt);
}

/** The batches that belong to the sources of the project, as far as they were known at the day that is asked for. */
export function manifestsOf(session: Session): Manifest[] {
  return landedOf(session).manifests;
}

/** The same, with those that came later. */
export function landedOf({ project, state, options: { knownAt } }: Session): Landed {
  const { sources, calendar } = project.config;
  const all = readManifests(state.landing).filter(manifest => manifest.source in sources);
  if (knownAt === undefined) return { manifests: all, later: [] };
  const isKnown = ({ landed_at }: Manifest) => localClock(new Date(landed_at), calendar.time_zone).date <= knownAt;
  const later = all.filter(one => !isKnown(one));
  return { manifests: all.filter(isKnown), later: later.map(one => onlyNamed(project, one)) };
}

/** A batch with those of its columns that the project reads: no other is of any use to what came before it. */
function onlyNamed({ config: { entities, tables } }: Project, manifest: Manifest): Manifest {
  if (Object.values(tables).some(({ source }) => source === manifest.source)) return manifest;
  const mappings = Object.values(entities).flat();
  const read = mappings.filter(({ source }) => source === manifest.source);
  const texts = read.flatMap(({ where, columns }) => [where, ...Object.values(columns).map(({ from }) => from)]);
  return {
    ...manifest,
    columns: manifest.columns.filter(({ name }) => texts.some(text => mentions(text ?? '', name))),
  };
}

/** An engine with the project's limits. */
export function openEngine({ project, state }: Session, options: DuckDbOptions = {}): Promise<DuckDb> {
  const { threads, memory } = project.config.engine;
  const tempDirectory = spillFolder(state);
  return openDuckDb({ threads, memory, tempDirectory, ...options });
}

/** The generation that stands, or what was known at the day that is asked for. Throws CliError (usage) before the first run. */
export function standing({ state, known }: Session): Current {
  const found = known ?? current(state);
  if (!found) throw new CliError('there is no warehouse yet', exitCode.usage, 'make one: custometry run');
  return found;
}

function checkDate(option: string, date: string | undefined): void {
  if (date === undefined || isDay(date)) return;
  throw new CliError(`${option} ${date} is no date`, exitCode.usage, 'write it as YYYY-MM-DD, for example 2026-12-31');
}

function outsideCalendar(asOf: string): CliError {
  const { first, last } = calendarYears;
  return new CliError(`--as-of ${asOf} lies outside ${first} to ${last}`, exitCode.usage, 'check its year');
}
