import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { identifier, literal } from '../src/engine/engine.js';
import { CliError, exitCode } from '../src/errors.js';
import { nearest } from '../src/nearest.js';
import { type Cell, rowsOf } from '../src/table.js';
import { landedColumns, presentNames } from './extract/column-names.js';
import { landedValues } from './extract/landed-values.js';
import { type BatchTask, parquet } from './land-part.js';
import type { Parts } from './land-parts.js';
import { writeRepeats } from './land-repeats.js';
import type { Differences } from './manifest.js';
import type { RawView } from './raw-view.js';

/** What a source delivered before: the view over it, and the columns of its last extract. */
export interface Earlier {
  view: RawView;
  columns: string[];
}

/**
 * Leaves of a complete extract, written as a batch, only what differs from the delivery before it: records that are `new`, `changed`
 * (by key) and `gone` (as they were last; numbered after the records of the file), but none as gone where the parser refused records:
 * they may be those. Of a key that several records share, all are landed where one differs; what stands twice is one. Throws CliError (project) for a key that the file does not have.
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
  const select = differencesSelect(task, {
    key,
    names,
    file: file.entry.path,
    whole,
    fresh: presentNames(file.entry).filter(name => !earlier.columns.includes(name)),
    isAllRead: file.entry.refused === 0,
    earlier: earlier.view,
  });
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
  /** Columns that the extract before did not have: what they say, if only null, is news of every record. */
  fresh: string[];
  isAllRead: boolean;
  earlier: RawView;
}

/** The records of a key that stand are those of the last batch that speaks of it. */
function differencesSelect(task: BatchTask, { key, names, file, whole, fresh, isAllRead, earlier }: Compared): string {
  const keys = key.map(name => identifier(name)).join(', ');
  const own = names.map(name => identifier(name)).join(', ');
  const ours = (row: string, op: string) => landedValues({ ...task, file: literal(file), row, op }).join(', ');
  const now = `now as (select min(_row) as _row, ${own} from read_parquet(${list(whole)}) group by ${own})`;
  if (earlier.files.length === 0) return `with ${now} select ${ours('_row', "'new'")}, ${own} from now order by _row`;
  const condition = earlier.condition ? ` where ${earlier.condition}` : '';
  const told = `select * from read_parquet(${list(earlier.files)}, union_by_name = true)${condition}
    union all by name (select * from read_parquet(${list(whole)}) limit 0)`;
  const same = (other: string) =>
    key.map(name => `one.${identifier(name)} is not distinct from ${other}.${identifier(name)}`).join(' and ');
  const differing =
    fresh.length > 0
      ? `select ${keys} from now`
      : `select ${keys} from ((select ${own} from now except select ${own} from before) union all (select ${own} from before except select ${own} from now))`;
  return `
with ${now},
told as (${told}),
before as (select * from (select *, rank() over (partition by ${keys} order by _batch desc) as _latest from told) where _latest = 1 and _op <> 'gone'),
differing as (select distinct * from (${differing})),
landed as (select one.*, exists (select 1 from before where ${same('before')}) as _is_there from now as one where exists (select 1 from differing where ${same('differing')})),
gone as (
  select *, row_number() over (order by _batch, _file, _row) as _place
  from (select one.*, row_number() over (partition by ${keys} order by _batch, _file, _row) as _first from before as one where not exists (select 1 from now where ${same('now')}))
  where _first = 1 and ${isAllRead}
)
select * from (
  select ${ours('_row', "case when _is_there then 'changed' else 'new' end")}, ${own} from landed
  union all by name
  select ${ours(`_place + (select count(*) from read_parquet(${list(whole)}))`, "'gone'")}, * exclude (${[...landedColumns, '_latest', '_first', '_place'].join(', ')}) from gone
) order by _row`;
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
  const meant = missing.flatMap(name => nearest(name, names) ?? []);
  const hint = meant.length > 0 ? `did you mean ${meant.join(', ')}?` : 'name columns of the file, as they are landed';
  return new CliError(message, exitCode.project, hint);
}
