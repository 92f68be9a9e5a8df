import { models } from '../../models/index.js';
import type { Choice, MiningColumn, MiningTask } from '../../models/mining.js';
import type { Model } from '../../models/model.js';
import { savedModel } from '../../models/persist.js';
import { scoreTable } from '../../models/together.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { type Cell, rowsOf, type Table } from '../table.js';
import type { ModelFit } from './fit.js';
import { type FitEngine, fittedBy } from './fit-engine.js';
import { learn } from './learn.js';
import { type LandedFile, type ReadOptions, type RefusedRecord, withLandedFile } from './mine/land-file.js';
import { pickColumns } from './mine/pick-columns.js';
import { type RecordColumn, readRecords } from './mine/read-records.js';
import type { ValueFormats } from './mine/read-value.js';
import { writeMined } from './mine/write-mined.js';
import { modelNamed } from './model-named.js';
import { scoreSelects } from './scored.js';
import { tableFingerprint } from './table-fingerprint.js';

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
  /** Files to write: the scores, the page, the select that scores. */
  write?: { parquet?: string | undefined; html?: string | undefined; sql?: string | undefined };
  /** Also answers one row per customer. */
  withScores?: boolean;
  signal?: AbortSignal;
}

/** A table of the answer. */
interface MinedTable {
  name: string;
  columns: string[];
  rows: Record<string, Cell>[];
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
  tables: MinedTable[];
  /** One row per customer, by id. */
  scores?: Table;
  definitions: string[];
  warnings: string[];
  notes: string[];
  /** The files that were written. */
  written: string[];
}

/** What each model can do with a file: the columns it asks for, the choices it offers. */
export function minable(): {
  model: string;
  sentence: string;
  columns: Model['mining']['columns'];
  choices: Model['mining']['choices'];
  /** The package that `reference` names, where there is one. */
  reference?: string | undefined;
}[] {
  return models.map(({ name, reference, mining: { sentence, columns, choices } }) => ({
    model: name,
    sentence,
    columns,
    choices,
    reference: reference?.package,
  }));
}

/** Fits and scores a model on one file, without a project. Throws CliError: usage for what was asked, source for what the file holds. */
export async function mine(request: MineRequest): Promise<Mined> {
  const model = await fittedBy(modelNamed(request.model), request.engine);
  const engine = await openDuckDb();
  try {
    const { file, read = {}, signal } = request;
    return await withLandedFile(engine, file, read, landed => mineLanded(engine, model, request, landed), signal);
  } finally {
    await engine.close();
  }
}

async function mineLanded(engine: DuckDb, model: Model, request: MineRequest, landed: LandedFile): Promise<Mined> {
  const { file, formats = {}, write = {}, withScores } = request;
  const columns = recordColumns(model, request, landed);
  const options = optionsOf(model, request, columns);
  const leftOut = await readRecords(engine, { file, refused: landed.refused }, columns, formats);
  const task = { columns: byRole(columns), asOf: await asOfDate(engine, columns, request.asOf) };
  const fit = await fitted(engine, model, options, task);
  const tables = await tablesOf(engine, model);
  const { definitions, warnings, notes } = model.words(fit.saved.fitted);
  const score = scoreTable(model.name);
  const mined = {
    model: model.name,
    title: model.title,
    file,
    ...(request.engine === 'reference' && { engine: model.reference?.package }),
    as_of: task.asOf,
    records: landed.records,
    refused: landed.refused,
    answer: {
      ...Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
      ...model.mining.result(fit.saved.fitted),
    },
    tables,
    ...(withScores && { scores: await engine.query(`select * from ${score} order by customer_id`) }),
    definitions,
    warnings: [
      ...landed.warnings,
      ...refusedWords(landed),
      ...leftOut,
      ...(await laterWords(engine, columns, task)),
      ...warnings,
    ],
    notes,
    written: [],
  };
  return { ...mined, written: await writeMined(engine, { mined, fit }, write) };
}

function optionsOf({ mining }: Model, { choices }: MineRequest, columns: RecordColumn[]): object {
  const chosen = Object.entries(choices).filter((one): one is [string, Choice] => one[1] !== undefined);
  return mining.options(Object.fromEntries(chosen), byRole(columns));
}

function recordColumns({ name, mining }: Model, { columns, file }: MineRequest, landed: LandedFile): RecordColumn[] {
  const names = landed.columns.map(column => column.name);
  const wantedOf = wantedColumns(mining, columns, names);
  const lacking = Object.keys(mining.columns).filter(role => !mining.columns[role]?.optional && !wantedOf[role]);
  if (lacking.length > 0) {
    const options = lacking.map(role => `--${role} COLUMN`).join(' ');
    const shown = names.slice(0, 20).join(', ');
    throw new CliError(`mine ${name} needs ${options}`, exitCode.usage, `the columns of ${file} are ${shown}`);
  }
  return Object.entries(mining.columns).flatMap(([role, about]) => {
    const wanted = wantedOf[role];
    if (wanted === undefined) return [];
    const picked = pickColumns(wanted, names, file);
    if (!about.many && picked.length > 1) throw onlyOne(role, wanted);
    return picked.map(column => recordColumn(role, about, column, landed));
  });
}

/** What was named; where nothing was, the columns that go by the name that the model gives them. */
function wantedColumns(
  { columns }: Model['mining'],
  given: MineRequest['columns'],
  names: string[],
): MineRequest['columns'] {
  if (Object.keys(columns).some(role => given[role] !== undefined)) return given;
  const named = Object.entries(columns).map(([role, { named: name }]) => [role, names.find(one => one === name)]);
  return Object.fromEntries(named);
}

function recordColumn(role: string, about: MiningColumn, column: string, landed: LandedFile): RecordColumn {
  const from = landed.columns.find(({ name }) => name === column) as LandedFile['columns'][number];
  return { name: about.many ? column : role, as: role, from, role: about };
}

function onlyOne(role: string, wanted: string): CliError {
  return new CliError(`--${role} is one column, not ${wanted}`, exitCode.usage, 'name one, by its name or its number');
}

function byRole(columns: RecordColumn[]): MiningTask['columns'] {
  const roles: MiningTask['columns'] = {};
  for (const { name, as } of columns) roles[as] = [...(roles[as] ?? []), name];
  return roles;
}

/** Never the clock: the date that was asked for, else the last one in the file; none where the model looks at no dates. */
async function asOfDate(engine: DuckDb, columns: RecordColumn[], asOf?: string): Promise<string | null> {
  const dates = columns.filter(({ role }) => role.type === 'date').map(({ name }) => name);
  if (dates.length === 0) return null;
  if (asOf !== undefined) return asOf;
  const [row] = rowsOf(await engine.query(`select max(${identifier(dates[0] as string)}) as last from mine.record`));
  return row?.last ? String(row.last) : null;
}

async function fitted(engine: DuckDb, model: Model, options: object, task: MiningTask): Promise<ModelFit> {
  const made = model.mining.features(task);
  for (const [table, select] of Object.entries(made)) await engine.replace(table, select);
  const features = await engine.query(model.training(options));
  const learnt = {
    options,
    fitted: await learn(engine, model, features, options),
    asOf: task.asOf,
    rows: features.rows,
  };
  const fit = { model, saved: savedModel(model, { ...learnt, fingerprint: tableFingerprint(features) }) };
  const beyond = beyondFile(model, Object.keys(made));
  for (const [table, select] of scoreSelects([fit])) if (!beyond.has(table)) await engine.replace(table, select);
  return fit;
}

/** The tables that read what only a warehouse has: a file has no customers' master and no products. */
function beyondFile({ tables }: Model, made: string[]): Set<string> {
  const isThere = (table: string) => made.includes(table) || table.startsWith('score.');
  return new Set(tables.filter(({ reads }) => !reads.every(isThere)).map(({ table }) => table));
}

async function tablesOf(engine: DuckDb, { mining }: Model): Promise<MinedTable[]> {
  const tables: MinedTable[] = [];
  for (const [name, select] of Object.entries(mining.tables)) {
    const table = await engine.query(select);
    tables.push({ name, columns: table.columns.map(column => column.name), rows: rowsOf(table) });
  }
  return tables;
}

function refusedWords({ refused }: LandedFile): string[] {
  if (refused.length === 0) return [];
  const shown = refused.slice(0, 5).map(({ record, message }) => `record ${record} ${message}`);
  const more = refused.length > 5 ? ` and ${refused.length - 5} more` : '';
  const who =
    refused.length === 1 ? '1 record could not be read and does' : `${refused.length} records could not be read and do`;
  return [`${who} not count: ${shown.join('; ')}${more}`];
}

async function laterWords(engine: DuckDb, columns: RecordColumn[], { asOf }: MiningTask): Promise<string[]> {
  const [date] = columns.filter(({ role }) => role.type === 'date');
  if (asOf === null || !date) return [];
  const later = `select count(*) as n from mine.record where ${identifier(date.name)} > cast(? as date)`;
  const [row] = rowsOf(await engine.query(later, [asOf]));
  const count = Number(row?.n);
  if (count === 0) return [];
  return [`${count} ${count === 1 ? 'record' : 'records'} after ${asOf} ${count === 1 ? 'does' : 'do'} not count`];
}
