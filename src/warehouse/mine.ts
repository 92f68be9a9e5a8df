import { miners, questions } from '../../models/index.js';
import type { Choice, DrawnNode, Mining, MiningTask } from '../../models/mining.js';
import { count } from '../count.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { rowsOf, type Table } from '../table.js';
import { type FitEngine, fittedBy, noReference } from './fit-engine.js';
import type { AskedRow, WantedRow } from './mine/asked-row.js';
import type { Find, MinedTable } from './mine/find.js';
import { type LandedFile, type ReadOptions, type RefusedRecord, withLandedFile } from './mine/land-file.js';
import { findByModel } from './mine/model-answer.js';
import { findByQuestion } from './mine/question-answer.js';
import { readRecords } from './mine/read-records.js';
import type { ValueFormats } from './mine/read-value.js';
import { byRole, type RecordColumn, recordColumns } from './mine/record-columns.js';
import { shortFigures } from './mine/short-figures.js';
import { writeMined } from './mine/write-mined.js';
import { modelNamed } from './model-named.js';

/** What is asked of one file. */
export interface MineRequest {
  model: string;
  file: string;
  /** The columns of the file by the model's roles, as somebody names them. */
  columns: Record<string, string | undefined>;
  choices: Record<string, Choice | undefined>;
  /** What fits it: `own`. */
  engine?: FitEngine | undefined;
  /** Default: the last date in the file. */
  asOf?: string | undefined;
  read?: ReadOptions;
  formats?: ValueFormats;
  /** A row whose score is asked for by its id, of models that tell (`asksRows`); and how it would be with other values: texts by column. */
  who?: string | undefined;
  whatIf?: Record<string, string>;
  /** Files to write: the scores, the page, the select that scores. */
  write?: { parquet?: string | undefined; html?: string | undefined; sql?: string | undefined };
  /** Also answers one row per customer. */
  withScores?: boolean;
  /** Told before a search what is to be warned of; `warnings` has it too. */
  tell?: (warning: string) => void;
  signal?: AbortSignal;
}

/** What a model finds in a file. */
export interface Mined {
  model: string;
  title: string;
  file: string;
  /** The package that fitted it, where that was not our own mathematics. */
  engine?: string | undefined;
  as_of: string | null;
  records: number;
  /** The records that could not be read; none of them counts. */
  refused: RefusedRecord[];
  /** What it found, by the names of the model, as JSON. */
  answer: Record<string, unknown>;
  /** The same for people, with fewer places. */
  tables: MinedTable[];
  /** The row that was asked for. */
  row?: AskedRow | undefined;
  /** A tree to be drawn; empty where there is none. */
  drawing: DrawnNode[];
  /** One row per customer, by id. */
  scores?: Table;
  definitions: string[];
  warnings: string[];
  notes: string[];
  /** The files that were written. */
  written: string[];
}

/** Fits and scores a model on one file, or answers another question of it, without a project. Throws CliError: usage for what was asked, source for what the file holds. */
export async function mine(request: MineRequest): Promise<Mined> {
  const subject = await subjectOf(request);
  const { file, read = {}, signal } = request;
  const engine = await openDuckDb({ signal });
  try {
    return await withLandedFile(engine, file, read, landed => mineLanded(engine, subject, request, landed), signal);
  } finally {
    await engine.close();
  }
}

/** What is asked, be it a model or not. */
interface Subject extends Pick<Mining<object, object>, 'columns' | 'options' | 'features'> {
  name: string;
  title: string;
  find: Find;
  /** The package that fits it in the place of our own mathematics. */
  package?: string | undefined;
}

async function subjectOf({ model: wanted, engine }: MineRequest): Promise<Subject> {
  const question = questions.find(({ name }) => name === wanted);
  if (question && engine === 'reference') throw noReference(question.name);
  if (question) return { ...question, find: findByQuestion(question) };
  const model = await fittedBy(modelNamed(wanted, miners), engine);
  const { name, title, mining, reference } = model;
  return {
    name,
    title,
    ...mining,
    find: findByModel(model),
    package: engine === 'reference' ? reference?.package : undefined,
  };
}

async function mineLanded(engine: DuckDb, asked: Subject, request: MineRequest, landed: LandedFile): Promise<Mined> {
  const { file, formats = {}, write = {}, withScores } = request;
  const columns = recordColumns(asked, request.columns, { ...landed, file });
  checkRecords(file, landed);
  const options = optionsOf(asked, request, columns);
  const leftOut = await readRecords(engine, { file, refused: landed.refused }, columns, formats);
  const task = { columns: byRole(columns), asOf: await asOfDate(engine, columns, request.asOf) };
  for (const [table, select] of Object.entries(asked.features(task, options))) await engine.replace(table, select);
  const isListed = withScores === true || write.parquet !== undefined;
  const {
    answer,
    tables,
    row,
    drawing = [],
    everything,
    words,
    scoring,
  } = await asked.find(engine, options, task, { everything: isListed, row: wantedRow(request), tell: request.tell });
  const mined = {
    model: asked.name,
    title: asked.title,
    file,
    ...(asked.package !== undefined && { engine: asked.package }),
    as_of: task.asOf,
    records: landed.records,
    refused: landed.refused,
    answer,
    tables: tables.map(shortFigures),
    ...(row && { row }),
    drawing,
    ...(withScores && { scores: await engine.query(everything) }),
    ...words,
    warnings: [
      ...landed.warnings,
      ...refusedWords(landed),
      ...leftOut,
      ...(await laterWords(engine, columns, task)),
      ...words.warnings,
    ],
    written: [],
  };
  return { ...mined, written: await writeMined(engine, { mined, everything, scoring }, write) };
}

function checkRecords(file: string, landed: LandedFile): void {
  if (landed.records > 0) return;
  const [first] = landed.refused;
  if (!first) throw new CliError(`${file} has no records`, exitCode.source, 'its columns are all there is in it');
  const all = count(landed.refused.length, 'record');
  const hint = 'mend the file, or say how it is written: --delimiter, --encoding, --format';
  throw new CliError(
    `${file}: none of its ${all} can be read: record ${first.record} ${first.message}`,
    exitCode.source,
    hint,
  );
}

function wantedRow({ who, whatIf = {} }: MineRequest): WantedRow | undefined {
  if (who !== undefined) return { who, whatIf };
  if (Object.keys(whatIf).length === 0) return undefined;
  throw new CliError('--what-if is asked of one row', exitCode.usage, 'name it: --who ID');
}

function optionsOf({ options }: Subject, { choices }: MineRequest, columns: RecordColumn[]): object {
  const chosen = Object.entries(choices).filter((one): one is [string, Choice] => one[1] !== undefined);
  return options(Object.fromEntries(chosen), byRole(columns));
}

/** Never the clock: the date that was asked for, else the last one in the file; none where the model looks at no dates. */
async function asOfDate(engine: DuckDb, columns: RecordColumn[], asOf?: string): Promise<string | null> {
  const dates = columns.filter(({ role }) => role.type === 'date').map(({ name }) => name);
  if (dates.length === 0) return null;
  if (asOf !== undefined) return asOf;
  const [row] = rowsOf(await engine.query(`select max(${identifier(dates[0] as string)}) as last from mine.record`));
  return row?.last ? String(row.last) : null;
}

function refusedWords({ refused }: LandedFile): string[] {
  if (refused.length === 0) return [];
  const shown = refused.slice(0, 5).map(({ record, message }) => `record ${record} ${message}`);
  const more = refused.length > 5 ? ` and ${refused.length - 5} more` : '';
  const who = `${count(refused.length, 'record')} could not be read and ${refused.length === 1 ? 'does' : 'do'}`;
  return [`${who} not count: ${shown.join('; ')}${more}`];
}

async function laterWords(engine: DuckDb, columns: RecordColumn[], { asOf }: MiningTask): Promise<string[]> {
  const [date] = columns.filter(({ role }) => role.type === 'date');
  if (asOf === null || !date) return [];
  const later = `select count(*) as n from mine.record where ${identifier(date.name)} > cast(? as date)`;
  const [row] = rowsOf(await engine.query(later, [asOf]));
  const n = Number(row?.n);
  return n === 0 ? [] : [`${count(n, 'record')} after ${asOf} ${n === 1 ? 'does' : 'do'} not count`];
}
