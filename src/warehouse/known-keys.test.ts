import { expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { knownKeys } from './known-keys.js';

it('takes the word of the last generation for keys of kept tables alone, where they were right', async () => {
  const engine = await openDuckDb({ threads: 1 });
  await engine.replace(
    'meta.check_result',
    `select concat('key of ', table_name) as check_name, table_name, passed, concat(table_name, ' is right') as sentence
     from (values ('a', 1), ('b', 0), ('c', 1)) as t (table_name, passed)
     union all select 'a_check', 'a', 1, 'another'`,
  );
  const built = (name: string, status: 'kept' | 'part') => ({ name, rows: 1, status, reason: '', elapsed_ms: 0 });
  const tables = [built('a', 'kept'), built('b', 'kept'), built('c', 'part'), built('d', 'kept')];
  expect([...(await knownKeys(engine, tables))]).toEqual(['a is right']);
  await engine.close();
});
