import { expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { entityColumns } from '../../src/project/entities.js';
import type { ProjectFile } from '../../src/project/schema.js';
import { rowsOf } from '../../src/table.js';
import { toldColumns } from '../stage/first-told.js';
import { orderTables } from './orders.js';

/** Of each order what was told first and what was told last: source, batch, file, row, mapping. */
const orders: Record<string, [unknown[], unknown[]]> = {
  'a later batch, whatever its file is called': [
    ['heads', '000001', 'f2', 9, 0],
    ['heads', '000002', 'f1', 1, 0],
  ],
  'a later file of a batch': [
    ['heads', '000001', 'f1', 9, 0],
    ['heads', '000001', 'f2', 1, 0],
  ],
  'a later row of a file': [
    ['heads', '000001', 'f1', 1, 0],
    ['heads', '000001', 'f1', 2, 0],
  ],
  'what was mended, after all other rows of its file': [
    ['heads', '000001', 'f1', 9, 0],
    ['heads', '000002', 'retry/f1#000001-ab', 1, 0],
  ],
  'what was mended later': [
    ['heads', '000002', 'retry/f1#000001-ab', 9, 0],
    ['heads', '000003', 'retry/f1#000001-cd', 1, 0],
  ],
  'a later batch than that which was mended since': [
    ['heads', '000003', 'retry/f1#000001-ab', 9, 0],
    ['heads', '000002', 'f1', 1, 0],
  ],
  'the first mapping of one record': [
    ['heads', '000001', 'f1', 1, 1],
    ['heads', '000001', 'f1', 1, 0],
  ],
  'the source mapped last, however early': [
    ['heads', '000009', 'f9', 9, 0],
    ['calls', '000001', 'f1', 1, 1],
  ],
};

const headed = { entities: { order_header: [{ source: 'heads' }, { source: 'calls' }] } } as unknown as ProjectFile;

it('the header of an order is what was told last of it', async () => {
  const engine = await openDuckDb({ threads: 1 });
  const records = Object.entries(orders).flatMap(([order, told]) =>
    told.map((place, at) => [order, ...place, at === 0 ? 'before' : 'last']),
  );
  const rows = records.map(
    cells => `(${cells.map(cell => (typeof cell === 'number' ? cell : `'${cell}'`)).join(', ')})`,
  );
  const never = ['ordered_at', 'shipped_at', 'store_id', 'channel_id', 'kind', 'currency'];
  await engine.run('create schema stage');
  await engine.run(`create table stage.order_header as select *, ${toldColumns.join(', ')}, 'shop' as _system,
      cast(null as boolean) as cancelled, ${never.map(name => `null as ${name}`).join(', ')}
    from (values ${rows.join(', ')}) as t (order_id, _source, _batch, _file, _row, _mapping, customer_id)`);
  const [header] = orderTables(headed);
  const found = rowsOf(await engine.query(header?.select ?? ''));
  await engine.close();
  expect(found.map(row => [row.order_id, row.customer_id, row.is_cancelled]).sort()).toEqual(
    Object.keys(orders)
      .map(order => [order, 'last', false])
      .sort(),
  );
});

it('lines count by their own date, else by that of the header of their order in their system, but for cancelled orders', async () => {
  const engine = await openDuckDb({ threads: 1 });
  const [own, other] = ["timestamp '2026-01-05'", "timestamp '2026-01-09'"];
  const others = Object.keys(entityColumns('order_line')).filter(name => !['order_id', 'ordered_at'].includes(name));
  const origin = ['_source', '_batch', '_file', '_row', '_flags', '_mapping'];
  await engine.run('create schema stage; create schema conform');
  await engine.run(`create table stage.order_line as
    select *, ${[...others, ...origin].map(name => `cast(null as varchar) as ${name}`).join(', ')}
    from (values ('alone', 'shop', ${own}), ('both', 'shop', ${own}), ('header', 'shop', null), ('neither', 'shop', null),
      ('cancelled', 'shop', ${own}), ('cancelled', 'web', ${own})) as t (order_id, _system, ordered_at)`);
  const shared = others.filter(name => name in entityColumns('order_header'));
  await engine.run(`create table conform.order_header as
    select *, ${shared.map(name => `cast(null as varchar) as ${name}`).join(', ')}
    from (values ('both', 'shop', ${other}, false), ('header', 'shop', ${other}, false), ('cancelled', 'shop', ${other}, true))
      as t (order_id, source, ordered_at, is_cancelled)`);
  const [, line] = orderTables(headed);
  const found = rowsOf(
    await engine.query(`select order_id, _system, cast(ordered_at as date) as day from (${line?.select}) order by all`),
  );
  await engine.close();
  expect(found.map(row => Object.values(row).join(' '))).toEqual([
    'alone shop 2026-01-05',
    'both shop 2026-01-05',
    'cancelled web 2026-01-05',
    'header shop 2026-01-09',
  ]);
});
