import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf, type Table } from '../table.js';
import { valuesSelect } from './values-select.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** Truth: the values themselves. */
it('numbers of more digits than a double has keep them all beside short ones', async () => {
  const table: Table = {
    rows: 4,
    columns: [
      {
        name: 'upper_bound',
        type: { kind: 'decimal', precision: 18, scale: 4 },
        values: BigInt64Array.of(2999999999989998n, 0n, 999999999999995000n, 0n),
        present: Uint8Array.of(1, 1, 1, 0),
      },
      {
        name: 'customers',
        type: { kind: 'bigint' },
        values: BigInt64Array.of(9007199254740993n, 2n, 3n, -9223372036854775808n),
      },
      { name: 'lift', type: { kind: 'double' }, values: Float64Array.of(1, Number.POSITIVE_INFINITY, 0.1, Number.NaN) },
    ],
  };
  const told = `select cast(upper_bound as varchar) as upper_bound, cast(customers as varchar) as customers, lift
    from (${valuesSelect(table)}) as learnt`;
  expect(rowsOf(await engine.query(told)).map(row => Object.values(row))).toEqual([
    ['299999999998.9998', '9007199254740993', 1],
    ['0.0000', '2', 'Infinity'],
    ['99999999999999.5000', '3', 0.1],
    [null, '-9223372036854775808', 'NaN'],
  ]);
});
