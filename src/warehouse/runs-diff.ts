import { type Manifest, readManifests } from '../../etl/manifest.js';
import { CliError, exitCode } from '../errors.js';
import { unchanged } from '../plan/decide.js';
import { keptOptions } from '../run/kept-options.js';
import { type LedgerEvent, readLedger } from '../run/ledger.js';
import { findRun } from './find-run.js';
import type { MadeFacts, TableFacts } from './made-facts.js';
import type { Session } from './session.js';

/** What two generations were made from and hold, where they differ. */
export interface RunsDiff {
  before: Side;
  after: Side;
  inputs: InputDiff[];
  options: { option: string; before: string | null; after: string | null }[];
  /** Every table, in order of making; status and reason are those of the later run. */
  tables: TableDiff[];
}

type Side = Pick<MadeFacts, 'asOf' | 'version' | 'engine'> & { run: string; generation: string };

/** A batch that went into one of them only. */
interface InputDiff {
  source: string;
  batch: string;
  change: 'added' | 'removed';
  rows: number;
  refused: number;
  files: { path: string; rows: number; change: 'new' | 'new version' }[];
}

/** One table in both; null where it is not there. */
interface TableDiff {
  name: string;
  sql: 'same' | 'changed' | 'new' | 'gone';
  rows_before: number | null;
  rows_after: number | null;
  /** Totals of decimal columns that differ. */
  sums: { column: string; before: string | null; after: string | null }[];
  status: string;
  reason: string;
}

/** Compares what two runs made; each is named by its run or its generation. Throws CliError (usage) where one made nothing. */
export function runsDiff({ state }: Session, before: string, after: string): RunsDiff {
  const events = readLedger(state);
  const [left, right] = [madeBy(events, before), madeBy(events, after)];
  const manifests = readManifests(state.landing);
  return {
    before: sideOf(left),
    after: sideOf(right),
    inputs: [...batchesBeyond(manifests, left, right, 'added'), ...batchesBeyond(manifests, right, left, 'removed')],
    options: changes(keptOptions(state, left.options), keptOptions(state, right.options)).map(
      ([option, ...values]) => ({
        option,
        before: values[0],
        after: values[1],
      }),
    ),
    tables: tableDiffs(left.tables, right.tables),
  };
}

type Made = Omit<MadeFacts, 'options'> & { run: string; generation: string; options: string };

/** A run that found nothing new stands for the generation it found. */
function madeBy(events: LedgerEvent[], name: string): Made {
  const { run, generation } = findRun(events, name);
  const made =
    events.findLast(event => event.event === 'made' && event.run === run) ??
    events.findLast(event => event.event === 'made' && event.generation === generation);
  if (!made) throw new CliError(`run ${run} made no generation to compare`, exitCode.usage, 'see: custometry runs');
  const tables = events.filter(event => event.event === 'table' && event.run === made.run);
  return { ...(made as unknown as Made), tables: tables as unknown as TableFacts[] };
}

function sideOf({ run, generation, asOf, version, engine }: Made): Side {
  return { run, generation, asOf, version, engine };
}

function batchesBeyond(manifests: Manifest[], base: Made, other: Made, change: InputDiff['change']): InputDiff[] {
  const within = ({ source, batch }: Manifest, made: Made) => Number(batch) <= Number(made.batches[source] ?? 0);
  return manifests
    .filter(one => within(one, other) && !within(one, base))
    .map(({ source, batch, rows, refused, files }) => ({
      source,
      batch,
      change,
      rows,
      refused,
      files: files.map(file => ({ path: file.path, rows: file.rows, change: file.supersedes ? 'new version' : 'new' })),
    }));
}

function tableDiffs(before: TableFacts[], after: TableFacts[]): TableDiff[] {
  const old = new Map(before.map(table => [table.name, table]));
  const fresh = new Set(after.map(({ name }) => name));
  const gone = before.filter(({ name }) => !fresh.has(name));
  return [
    ...after.map(table => tableDiff(table.name, old.get(table.name), table)),
    ...gone.map(one => tableDiff(one.name, one)),
  ];
}

function tableDiff(name: string, before?: TableFacts, after?: TableFacts): TableDiff {
  return {
    name,
    sql: sqlChange(before, after),
    rows_before: before?.rows ?? null,
    rows_after: after?.rows ?? null,
    sums: changes(before?.sums ?? {}, after?.sums ?? {}).map(([column, ...values]) => ({
      column,
      before: values[0],
      after: values[1],
    })),
    status: after?.status ?? 'gone',
    reason: after ? (after.reason ?? unchanged) : 'no run makes it any more',
  };
}

function sqlChange(before?: TableFacts, after?: TableFacts): TableDiff['sql'] {
  if (!before) return 'new';
  if (!after) return 'gone';
  return before.select === after.select ? 'same' : 'changed';
}

/** The keys whose values differ, in order, with both values. */
function changes(
  before: Record<string, string>,
  after: Record<string, string>,
): [string, string | null, string | null][] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.filter(key => before[key] !== after[key]).map(key => [key, before[key] ?? null, after[key] ?? null]);
}
