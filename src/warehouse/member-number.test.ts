import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { identifier, literal } from '../engine/engine.js';
import { type EntityName, entities, entityColumns } from '../project/entities.js';
import { rowsOf } from '../table.js';

const dimensions = ['customer', 'product', 'store', 'channel'] as const;

/** Truth: the columns that entities have by the project file. */
it('members are whatever any record names: the number of a customer, product, store or channel of each entity', async () => {
  const engine = await openDuckDb();
  const names = Object.keys(entities) as EntityName[];
  for (const name of names) {
    const columns = Object.keys(entityColumns(name)).map(one => `${literal(`of ${name}`)} as ${identifier(one)}`);
    await engine.replace(`stage.${name}`, `select 'shop' as _system, ${columns.join(', ')}`);
  }
  const found = rowsOf(await engine.query(readFileSync('sql/conform/member_number.sql', 'utf8')));
  const named = found.map(({ dimension, source, source_id }) => `${dimension} ${source} ${source_id}`);
  const expected = names.flatMap(name =>
    dimensions.filter(one => `${one}_id` in entityColumns(name)).map(one => `${one} shop of ${name}`),
  );
  expect(named.sort()).toEqual(expected.sort());
  await engine.close();
});
