import { expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { rightKeys } from './right-keys.js';

it('takes the word of the last generation for keys that were right', async () => {
  const engine = await openDuckDb({ threads: 1 });
  await engine.replace(
    'meta.check_result',
    `select concat('key of ', table_name) as check_name, table_name, passed, concat(table_name, ' is right') as sentence
     from (values ('a', 1), ('b', 0)) as t (table_name, passed)
     union all select 'a_check', 'a', 1, 'another'`,
  );
  expect([...(await rightKeys(engine))]).toEqual(['a is right']);
  await engine.close();
});
