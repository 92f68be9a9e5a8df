import { type Engine, identifier, literal } from '../src/engine/engine.js';
import { landedColumns } from './extract/column-names.js';
import { aside } from './land-aside.js';

/** How many records are looked at together: what bounds the memory. */
const recordsAtOnce = 4_000_000;

/**
 * Finds the records of a landed Parquet file that are exact copies of an earlier record of the same file of the source, and writes
 * their `_batch, _source, _file, _row` into the answered Parquet files. A hash finds the candidates, the records themselves decide.
 */
export async function writeRepeats(
  engine: Engine,
  paths: { data: string; repeats: string },
  records: number,
  signal?: AbortSignal,
): Promise<string[]> {
  const from = `read_parquet(${literal(paths.data)})`;
  const columns = await aside(engine, `describe select * from ${from}`, signal);
  const names = columns.slice(landedColumns.length).map(column => String(column.column_name));
  const record = ['_file', ...names].map(name => identifier(name)).join(', ');
  const parts = Math.max(1, Math.ceil(records / recordsAtOnce));
  const written: string[] = [];
  for (let part = 0; part < parts; part++) {
    const suspects = literal(`${paths.repeats}.${part}.suspects`);
    const hashes = `select hash(${record}) as "_hash" from ${from}`;
    const doubled = `select "_hash" from (${hashes}) where "_hash" % ${parts} = ${part} group by "_hash" having count(*) > 1`;
    const [found] = await aside(engine, `copy (${doubled}) to ${suspects} (format parquet)`, signal);
    if (Number(found?.Count) === 0) continue;
    const path = `${paths.repeats}.${part}`;
    const select = repeatsAmong(from, record, `read_parquet(${suspects})`);
    await aside(engine, `copy (${select}) to ${literal(path)} (format parquet)`, signal);
    written.push(path);
  }
  return written;
}

function repeatsAmong(from: string, record: string, suspects: string): string {
  return `
with candidates as (select * from ${from} where hash(${record}) in (select "_hash" from ${suspects})),
alike as (
  select any_value("_batch") as "_batch", any_value("_source") as "_source", "_file", list_sort(list("_row")) as "_rows"
  from candidates group by ${record} having count(*) > 1
)
select "_batch", "_source", "_file", unnest("_rows"[2:]) as "_row" from alike`;
}
