import { spawnSync } from 'node:child_process';
import { type Decimal, RecordBatchStreamWriter, tableFromIPC, tableToIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import type { Table } from '../table.js';
import { arrowBatch, toArrow } from './arrow.js';

/** The extremes of HUGEINT and UHUGEINT in the engine, of 39 digits, and the greatest decimal of 38. */
const wide = [2n ** 127n - 1n, -(2n ** 127n), 2n ** 128n - 1n, 0n, -1n];
const narrow = [10n ** 38n - 1n, -(10n ** 38n) + 1n, 12345n, 0n, -1n];
const table: Table = {
  rows: 5,
  columns: [
    {
      name: 'wide',
      type: { kind: 'decimal', precision: 39, scale: 0 },
      values: wide,
      present: Uint8Array.of(1, 1, 1, 0, 1),
    },
    { name: 'narrow', type: { kind: 'decimal', precision: 38, scale: 2 }, values: narrow },
  ],
};

/** Reads a stream with pyarrow, which checks it whole, and says types and values. */
const reader = `
import sys, pyarrow
table = pyarrow.ipc.open_stream(sys.stdin.buffer).read_all()
table.validate(full=True)
print([str(field.type) for field in table.schema], [[None if value is None else str(value) for value in column.to_pylist()] for column in table.columns])
`;
const hasPyarrow = spawnSync('python3', ['-c', 'import pyarrow']).status === 0;

describe('whole numbers of 39 digits', () => {
  it('are decimals of 256 bits, those of up to 38 of 128', () => {
    const types = tableFromIPC(tableToIPC(toArrow(table))).schema.fields.map(field => field.type as Decimal);
    expect(types.map(({ precision, scale, bitWidth }) => [precision, scale, bitWidth])).toEqual([
      [39, 0, 256],
      [38, 2, 128],
    ]);
  });

  it.skipIf(!hasPyarrow)('are read by pyarrow as they were (skipped where there is no pyarrow)', async () => {
    const bytes = RecordBatchStreamWriter.writeAll([arrowBatch(table)]).toUint8Array(true);
    const { stdout, stderr } = spawnSync('python3', ['-c', reader], { input: bytes, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe(
      "['decimal256(39, 0)', 'decimal128(38, 2)'] " +
        `[['${wide[0]}', '${wide[1]}', '${wide[2]}', None, '-1'], ` +
        "['999999999999999999999999999999999999.99', '-999999999999999999999999999999999999.99', '123.45', '0.00', '-0.01']]\n",
    );
  });
});
