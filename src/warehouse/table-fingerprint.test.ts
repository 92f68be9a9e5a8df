import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { tableFingerprint } from './table-fingerprint.js';

/** Truth: the JSON of the whole list, which published models were told apart by. */
it.each([0, 1, 9_999, 10_000, 10_001, 20_000])('a column of %i texts is told as one list', rows => {
  const values = Array.from({ length: rows }, (_, row) => `"${row}", 'ü'`);
  const whole = createHash('sha256')
    .update(String(rows))
    .update(JSON.stringify(['id', { kind: 'text' }]))
    .update(JSON.stringify(values));
  const column = { name: 'id', type: { kind: 'text' } as const, values };
  expect(tableFingerprint({ rows, columns: [column] })).toBe(whole.digest('hex'));
});
