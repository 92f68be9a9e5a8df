import { expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
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

/** Three hundred records of twenty members, some of no time, most of which share their moment with others of the same file or of another; a mapping is of one source, and two give two records of each row. */
const records = `select
  'c' || cast(hash('1 ' || i // 2) % 20 as varchar) as customer_id,
  case when hash('10 ' || i) % 9 > 0 then timestamp '2024-01-01' + to_days(cast(hash('2 ' || i) % 3 as integer)) end as updated_at,
  case when hash('3 ' || i) % 3 > 0 then cast(hash('3 ' || i) % 3 as bigint) end as sequence,
  cast(null as boolean) as deleted,
  case when hash('4 ' || i) % 4 > 0 then 'city ' || cast(i as varchar) end as city,
  case when hash('5 ' || i) % 4 > 0 then 'tier ' || cast(i as varchar) end as tier,
  's' || cast(hash('6 ' || i) % 2 as varchar) as _source, cast(hash('6 ' || i) % 2 * 2 + i % 2 as integer) as _mapping,
  's' || cast(hash('6 ' || i) % 2 as varchar) as _system, 'b' || cast(hash('8 ' || i // 2) % 2 as varchar) as _batch,
  'f' || cast(hash('9 ' || i // 2) % 2 as varchar) as _file, cast(i // 2 as integer) as _row
from range(300) as one(i)`;

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
