import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { copyTo } from './copy-to.js';

let engine: DuckDb;
const dir = mkdtempSync(join(tmpdir(), 'custometry-copy-'));
const file = join(dir, 'out');
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(async () => {
  await engine.close();
  rmSync(dir, { recursive: true });
});

const whole = 'cast(123456789012345678901234567 as hugeint)';

describe('what leaves by the hand of the engine', () => {
  it('has as Parquet all digits of whole numbers of 128 bits, those within lists and structures too', async () => {
    const select = `select ${whole} as total, [${whole}] as list, map(['k'], [${whole}]) as map, {'HUGEINT': ${whole}} as struct`;
    expect(await copyTo(engine, select, file, 'parquet')).toBe(1);
    const read = await engine.query(
      `select cast(total as text) as a, cast(list[1] as text) as b, cast(map['k'] as text) as c, cast(struct.HUGEINT as text) as d from read_parquet('${file}')`,
    );
    expect(rowsOf(read).map(row => Object.values(row))).toEqual([Array(4).fill('123456789012345678901234567')]);
  });

  it('has as CSV what has parts as JSON, and every value as it is', async () => {
    const select = `select [1, null] as list, {'a': 'x,"y"', 'b': null} as struct, map(['k'], [${whole}]) as map,
      cast('nan' as double) as nan, cast('-inf' as double) as inf, timestamptz '2024-07-01 10:00:00+02' as at, '' as empty, null as nothing`;
    expect(await copyTo(engine, select, file, 'csv')).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(
      `list,struct,map,nan,inf,at,empty,nothing
"[1,null]","{""a"":""x,\\""y\\"""",""b"":null}","{""k"":123456789012345678901234567}",nan,-inf,2024-07-01 08:00:00+00,"",
`,
    );
  });

  it('leaves what stood there, and no file of its own, where it fails', async () => {
    const tooLong = 'select cast(170141183460469231731687303715884105727 as hugeint) as total';
    writeFileSync(file, 'stood');
    await expect(copyTo(engine, tooLong, file, 'parquet')).rejects.toThrow('DECIMAL(38,0)');
    expect([readdirSync(dir), readFileSync(file, 'utf8')]).toEqual([['out'], 'stood']);
    writeFileSync(file, '');
    await expect(copyTo(engine, tooLong, file, 'parquet')).rejects.toThrow('DECIMAL(38,0)');
    expect(existsSync(file)).toBe(false);
  });
});
