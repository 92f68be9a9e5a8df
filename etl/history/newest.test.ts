import { expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import { toldColumns } from '../stage/first-told.js';
import type { Attribute } from './attribute.js';
import { endsSelect } from './ends.js';
import { newestSelect } from './newest.js';
import { versionsSelect } from './versions.js';

const attributes: Attribute[] = ['city', 'tier'].map(name => ({ name, sql: 'varchar', type: 1, isFilled: true }));
const told = {
  dimension: 'customer',
  records: 'stage.customer',
  attributes,
  deletes: 'ignore' as const,
  complete: [],
};

/** Six hundred records of twenty members, some deleted, which is not said, some of no time, as are all of three members, many of which share their moment with others of the same file or of another; a mapping is of one source, and two give two records of each row. */
const records = `select
  'c' || cast(hash('1 ' || i // 2) % 20 as varchar) as customer_id,
  case when hash('10 ' || i) % 9 > 0 and hash('1 ' || i // 2) % 20 > 2 then timestamp '2024-01-01' + to_days(cast(hash('2 ' || i) % 5 as integer)) end as updated_at,
  case when hash('3 ' || i) % 3 > 0 then cast(hash('3 ' || i) % 3 as bigint) - 2 end as sequence,
  case when hash('11 ' || i // 2) % 2 > 0 then true when i % 3 = 0 then false end as deleted,
  case when hash('4 ' || i) % 4 > 0 then 'city ' || cast(i as varchar) end as city,
  case when hash('5 ' || i) % 4 > 0 then 'tier ' || cast(i as varchar) end as tier,
  's' || cast(hash('6 ' || i) % 2 as varchar) as _source, cast(hash('6 ' || i) % 2 * 2 + i % 2 as integer) as _mapping,
  's' || cast(hash('6 ' || i) % 2 as varchar) as _system, 'b' || cast(hash('8 ' || i // 2) % 2 as varchar) as _batch,
  'f' || cast(hash('9 ' || i // 2) % 2 as varchar) as _file, cast(i // 2 as integer) as _row
from range(600) as one(i)`;

it.each([false, true])(
  'shows the first and last record of a member, of all or of the ends of batches, as its versions in one do, systems apart: %s',
  async perSystem => {
    const engine = await openDuckDb({ threads: 1 });
    await engine.run('create schema stage; create schema conform');
    await engine.run(`create table stage.customer as select *, ${toldColumns.join(', ')} from (${records}) as told`);
    await engine.run(`create table conform.scope as select 'customer' as dimension, ${perSystem} as is_per_system`);
    await engine.run(`create table stage.batch as
      select 's' || s as source, 'b' || b as batch, timestamp '2024-02-01' as business_at,
        timestamp '2024-02-01' + to_days(cast(b as integer)) as landed_at
      from range(2) as one(s), range(2) as two(b)`);
    await engine.run(`create table conform.customer_end as ${endsSelect(told)}`);
    const [newest, ofEnds, versions] = [
      await engine.query(newestSelect(told)),
      await engine.query(newestSelect({ ...told, records: 'conform.customer_end' })),
      await engine.query(versionsSelect(told)),
    ];
    const spared = await engine.query(
      'select (select count(*) from stage.customer) - (select count(*) from conform.customer_end) as n',
    );
    await engine.close();
    const [first] = newest.columns;
    const names = newest.columns.map(column => column.name);
    const rows = (table: typeof newest) => {
      const columns = names.map(name => table.columns.find(column => column.name === name));
      return Array.from({ length: first?.values.length ?? 0 }, (_, row) =>
        columns.map(column => String(column?.values[row])).join(),
      ).sort();
    };
    expect(rows(newest).length).toBe(perSystem ? 40 : 20);
    expect(rows(newest)).toEqual(rows(versions));
    expect(rows(ofEnds)).toEqual(rows(versions));
    expect(Number(spared.columns[0]?.values[0])).toBeGreaterThan(0);
  },
);

/** Truth: by hand. What the file f1 of the first of February told is before what f2 did, whenever it was mended; and what was mended later comes later. */
it('a mended record is one of the file and day that it was refused from, after the others of it, and known when it was mended', async () => {
  const engine = await openDuckDb({ threads: 1 });
  await engine.run('create schema stage; create schema conform');
  const rows = [
    ['f2', '000001', 1, 'fourth'],
    ['retry/f1#000001-ab', '000003', 1, 'third'],
    ['retry/f1#000001-cd', '000002', 2, 'second'],
    ['f1', '000001', 5, 'first'],
  ].map(cells => `(${cells.map(cell => (typeof cell === 'number' ? cell : `'${cell}'`)).join(', ')})`);
  await engine.run(`create table stage.customer as select *, ${toldColumns.join(', ')},
      'c' as customer_id, cast(null as timestamp) as updated_at, cast(null as bigint) as sequence, false as deleted,
      's' as _source, 's' as _system, 0 as _mapping
    from (values ${rows.join(', ')}) as t (_file, _batch, _row, city)`);
  await engine.run("create table conform.scope as select 'customer' as dimension, false as is_per_system");
  await engine.run(`create table stage.batch as select 's' as source, '00000' || n as batch,
    timestamp '2024-01-31' + to_days(cast(n as integer)) as business_at, timestamp '2024-01-31 03:00:00' + to_days(cast(n as integer)) as landed_at
    from range(1, 4) as one(n)`);
  const city = { name: 'city', sql: 'varchar', type: 2 as const, isFilled: true };
  const told = { dimension: 'customer', records: 'stage.customer', deletes: 'ignore' as const, complete: [] };
  const times = ['valid_from', 'described_from', 'known_from'].map(name => `cast(${name} as varchar) as ${name}`);
  const asked = async (select: string) =>
    rowsOf(await engine.query(`select city, ${times.join(', ')} from (${select}) order by valid_from`)).map(row =>
      Object.values(row),
    );
  const described = '2024-02-01 00:00:00';
  expect(await asked(versionsSelect({ ...told, attributes: [city] }))).toEqual([
    ['first', '1800-01-01 00:00:00', described, '2024-02-01 03:00:00'],
    ['second', '2024-02-01 00:00:00', described, '2024-02-02 03:00:00'],
    ['third', '2024-02-01 00:00:00.001', described, '2024-02-03 03:00:00'],
    ['fourth', '2024-02-01 00:00:00.002', described, '2024-02-01 03:00:00'],
  ]);
  expect(await asked(newestSelect({ ...told, attributes: [city] }))).toEqual([
    ['fourth', '1800-01-01 00:00:00', described, '2024-02-01 03:00:00'],
  ]);
  await engine.close();
});
