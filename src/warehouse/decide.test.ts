import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { writeNewKeys } from './decide.js';

it('keys that are issued are written in their order, none again; where they are kept, only what a killed run left unwritten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-decide-'));
  const engine = await openDuckDb({ threads: 1 });
  const row = (dimension: string, id: string, from: string, key: number) =>
    `('${dimension}', '', '${id}', timestamp '${from}', ${key})`;
  const rows = [
    row('store', 's', '1800-01-01', 1),
    row('customer', 'b', '2024-02-01 00:00:00.005', 3),
    row('customer', 'b', '1800-01-01', 2),
    row('customer', 'a', '1800-01-01', 1),
  ];
  const names = 'dimension, natural_source, source_id, valid_from, version_key';
  await engine.replace('conform.version_key', `select * from (values ${rows.join(', ')}) as t (${names})`);
  await engine.replace(
    'decisions.key',
    "select 'customer' as dimension, '' as source, 'a' as id, cast(null as varchar) as valid_from, 1 as key",
  );
  const written = async (status: 'built' | 'kept', resumed: boolean) => {
    const file = await writeNewKeys(engine, { folder, resumed }, [{ name: 'conform.version_key', status }]);
    return (
      file &&
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => Object.values(JSON.parse(line)))
    );
  };
  const fresh = [
    ['customer', '', 'b', null, 2],
    ['customer', '', 'b', '2024-02-01 00:00:00.005', 3],
    ['store', '', 's', null, 1],
  ];
  expect(await written('kept', false)).toBeUndefined();
  expect(await written('built', false)).toEqual(fresh);
  expect(await written('kept', true)).toEqual(fresh);
  await engine.close();
  rmSync(folder, { recursive: true });
});
