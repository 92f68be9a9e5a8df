import { createHash } from 'node:crypto';
import type { Column, Table } from '../table.js';

/** A sha256 over a table: names, types and values of its columns, in the order of its rows. */
export function tableFingerprint({ rows, columns }: Table): string {
  const hash = createHash('sha256').update(String(rows));
  for (const column of columns) {
    hash.update(JSON.stringify([column.name, column.type]));
    if (column.present) hash.update(column.present);
    const values = withoutAbsent(column);
    if (Array.isArray(values)) for (const text of jsonOf(values)) hash.update(text);
    else hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}

/** The JSON of a list in pieces: of a column of many texts it would be longer than a text may be. */
function* jsonOf(values: unknown[], length = 10_000): Generator<string> {
  yield '[';
  for (let from = 0; from < values.length; from += length) {
    if (from > 0) yield ',';
    yield JSON.stringify(values.slice(from, from + length)).slice(1, -1);
  }
  yield ']';
}

/** Where there is no value, whatever stands in its place does not count. */
function withoutAbsent({ values, present }: Column) {
  if (!present?.includes(0)) return values;
  const nothing = typeof values[0] === 'bigint' ? 0n : typeof values[0] === 'string' ? '' : 0;
  const kept = values.slice() as unknown as unknown[];
  for (let row = 0; row < present.length; row++) if (present[row] === 0) kept[row] = nothing;
  return kept as unknown as Column['values'];
}
