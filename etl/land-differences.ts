import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { identifier, literal } from '../src/engine/engine.js';
import { CliError, exitCode } from '../src/errors.js';
import { type Cell, rowsOf } from '../src/table.js';
import { landedColumns } from './extract/column-names.js';
import { type BatchTask, parquet } from './land-part.js';
import type { Parts } from './land-parts.js';
import { writeRepeats } from './land-repeats.js';
import type { Differences, Manifest } from './manifest.js';
import type { RawView } from './raw-view.js';

/** What a source delivered before: the view over it, and its last batch. */
export interface Earlier {
  view: RawView;
  last?: Manifest;
}

/**
 * Leaves of a complete extract, written as a batch, only what differs from the delivery before it: records that are `new`, `changed`
 * (by key) and `gone` (as they were last; numbered after the records of the file). Records that share a key are told apart by
 * their place among themselves (`_sequence`). Throws CliError (project) for a key that the file does not have.
 */
export async function landDifferences(
  task: BatchTask,
  parts: Parts,
  earlier: Earlier,
  key: string[],
): Promise<Differences> {
  const { engine, folder, signal } = task;
  const [file] = parts.files;
  const names = file?.columns ?? [];
  const missing = key.filter(name => !names.includes(name));
  if (!file || missing.length > 0) throw unknownKey(task.source, missing, names);
  const whole = parts.data.map((name, index) => aside(folder, name, index));
  const select = differencesSelect(task, { key, names, file: file.entry.path, whole, earlier: earlier.view });
  const data = join(folder, 'data.parquet');
  await engine.query(`copy (${select}) to ${literal(data)} ${parquet}`, [], signal);
  const counts = await countsOf(task, data);
  const differences = { key, records: file.entry.rows, ...counts };
  parts.data = ['data.parquet'];
  file.entry.rows = counts.new + counts.changed + counts.gone;
  parts.repeats = await writeRepeats(engine, { data, repeats: `${folder}-repeats` }, file.entry.rows, signal);
  return differences;
}

/** The whole extract leaves the batch's folder. */
function aside(folder: string, name: string, index: number): string {
  const path = `${folder}-whole-${index}.parquet`;
  renameSync(join(folder, name), path);
  return path;
}

interface Compared {
  key: string[];
  names: string[];
  file: string;
  whole: string[];
  earlier: RawView;
}

function differencesSelect({ batch, source }: BatchTask, { key, names, file, whole, earlier }: Compared): string {
  const keys = key.map(name => identifier(name)).join(', ');
  const own = names.map(name => identifier(name));
  const ours = (row: string, op: string) =>
    `${literal(batch)} as _batch, ${literal(source)} as _source, ${literal(file)} as _file, cast(${row} as integer) as _row, ${op} as _op, cast(null as timestamp) as _effective_at, cast(_sequence as bigint) as _sequence`;
  const now = `select * exclude (_sequence), row_number() over (partition by ${keys} order by _row) as _sequence from read_parquet(${list(whole)})`;
  if (earlier.files.length === 0)
    return `select ${ours('_row', "'new'")}, ${own.join(', ')} from (${now}) order by _row`;
  const same = [...key.map(name => identifier(name)), '_sequence']
    .map(name => `now.${name} is not distinct from before.${name}`)
    .join(' and ');
  const condition = earlier.condition ? ` where ${earlier.condition}` : '';
  const all = `select * from read_parquet(${list(earlier.files)}, union_by_name = true)${condition}
    union all by name (select * from read_parquet(${list(whole)}) limit 0)`;
  return `
with told as (select * exclude (_sequence), coalesce(_sequence, row_number() over (partition by ${keys}, _sequence order by _batch, _file, _row)) as _sequence from (${all})),
ranked as (select *, row_number() over (partition by ${keys}, _sequence order by cast(_batch as bigint) desc, _row desc) as _latest from told),
before as (select *, true as _is_there from ranked where _latest = 1 and _op <> 'gone'),
now as (${now}),
gone as (select before.*, row_number() over (order by before._batch, before._file, before._row) as _place from before anti join now on ${same}),
paired as (select now.*, before._is_there, ${differs(own)} as _differs from now left join before on ${same})
select * from (
  select ${ours('_row', "case when _is_there then 'changed' else 'new' end")}, ${own.join(', ')} from paired where _is_there is null or _differs
  union all by name
  select ${ours('_place + (select count(*) from now)', "'gone'")}, * exclude (${[...landedColumns, '_latest', '_is_there', '_place'].join(', ')}) from gone
) order by _row`;
}

function differs(own: string[]): string {
  return own.map(name => `now.${name} is distinct from before.${name}`).join(' or ');
}

function list(paths: string[]): string {
  return `[${paths.map(literal).join(', ')}]`;
}

async function countsOf(
  { engine, signal }: BatchTask,
  path: string,
): Promise<Pick<Differences, 'new' | 'changed' | 'gone'>> {
  const sql = `select _op, count(*) as n from read_parquet(${literal(path)}) group by _op`;
  const rows: Record<string, Cell>[] = rowsOf(await engine.query(sql, [], signal));
  const count = (op: string) => Number(rows.find(row => row._op === op)?.n ?? 0);
  return { new: count('new'), changed: count('changed'), gone: count('gone') };
}

function unknownKey(source: string, missing: string[], names: string[]): CliError {
  const message = `source ${source}: complete.key names ${missing.join(', ')}, but the file has ${names.join(', ')}`;
  return new CliError(message, exitCode.project, 'name columns of the file, as they are landed');
}
