import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { narrow } from './narrow.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** The types and the rows that a table of three wide columns has once they were narrowed. */
async function narrowed(values: string): Promise<{ types: string[]; rows: string[] }> {
  await engine.replace(
    'aggregate.made',
    `select cast(a as decimal(38, 4)) as money, cast(b as hugeint) as pieces, cast(c as hugeint) as kept from (values ${values}) as t (a, b, c)`,
  );
  await narrow(engine, 'aggregate.made', ['money', 'pieces']);
  const types = rowsOf(await engine.query('describe aggregate.made')).map(row => String(row.column_type));
  const text = 'cast(money as varchar) as money, cast(pieces as varchar) as pieces';
  const rows = rowsOf(await engine.query(`select ${text} from aggregate.made`));
  return { types, rows: rows.map(row => `${row.money} ${row.pieces}`) };
}

/* What 64 bits hold: 2^63 − 1, and 18 digits of a decimal. */
describe('sums of 128 bits', () => {
  it('are stored in 64 where all of them fit, null or not, and no other column changes', async () => {
    expect(
      await narrowed(`('99999999999999.9999', '-9223372036854775806', 1), (null, '9223372036854775806', 2)`),
    ).toEqual({
      types: ['DECIMAL(18,4)', 'BIGINT', 'HUGEINT'],
      rows: ['99999999999999.9999 -9223372036854775806', 'null 9223372036854775806'],
    });
  });

  it('stay as they are where one does not fit, each column by itself', async () => {
    expect(await narrowed(`('100000000000000', 1, 1), ('-1', 2, 2)`)).toEqual({
      types: ['DECIMAL(38,4)', 'BIGINT', 'HUGEINT'],
      rows: ['100000000000000.0000 1', '-1.0000 2'],
    });
    expect((await narrowed(`('1', '-9223372036854775808', 1)`)).types).toEqual(['DECIMAL(18,4)', 'HUGEINT', 'HUGEINT']);
  });

  it('stay as they are where 18 digits hold none before the point, and where they are of 64 bits already', async () => {
    const fine = "cast('0.5' as decimal(38, 18)) as fine, cast('0.5' as decimal(38, 20)) as finer";
    await engine.replace('aggregate.fine', `select ${fine}, cast(1 as bigint) as whole`);
    await narrow(engine, 'aggregate.fine', ['fine', 'finer', 'whole']);
    const types = rowsOf(await engine.query('describe aggregate.fine')).map(row => row.column_type);
    expect(types).toEqual(['DECIMAL(38,18)', 'DECIMAL(38,20)', 'BIGINT']);
  });

  it('are summed in 128 bits again', async () => {
    await narrowed(
      `('99999999999999.9999', '9223372036854775806', 1), ('99999999999999.9999', '9223372036854775806', 1)`,
    );
    const [row] = rowsOf(
      await engine.query(
        'select cast(sum(money) as varchar) as money, cast(sum(pieces) as varchar) as pieces from aggregate.made',
      ),
    );
    expect(row).toEqual({ money: '199999999999999.9998', pieces: '18446744073709551612' });
  });

  it('of an empty table are narrow', async () => {
    await engine.replace('aggregate.none', 'select cast(1 as hugeint) as pieces where 1 = 0');
    await narrow(engine, 'aggregate.none', ['pieces']);
    const [row] = rowsOf(await engine.query('describe aggregate.none'));
    expect(row?.column_type).toBe('BIGINT');
  });
});
