import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import bindings, { type Vector } from '@duckdb/node-bindings';
import type { Column, ColumnType, Table } from '../table.js';
import { identifier } from './engine.js';

const chunkRows = 2048;

/** The columns of a table as `create table` writes them. */
export function columnsSql({ columns }: Table): string {
  return columns.map(({ name, type }) => `${identifier(name)} ${engineType(type)}`).join(', ');
}

/** Appends columns to a table that has just these, a chunk of typed arrays at a time. */
export async function appendColumns(
  connection: DuckDBConnection,
  [schema, name, database]: [schema: string, name: string, database?: string],
  { rows, columns }: Table,
): Promise<void> {
  const appender = await connection.createAppender(name, schema, database);
  const fills = columns.map(filler);
  const chunk = DuckDBDataChunk.create(columns.map(column => engineType(column.type)));
  try {
    for (let start = 0; start < rows; start += chunkRows) {
      const count = Math.min(chunkRows, rows - start);
      chunk.reset();
      chunk.rowCount = count;
      fills.forEach((fill, index) => {
        fill(bindings.data_chunk_get_vector(chunk.chunk, index), start, count);
      });
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}

type Fill = (vector: Vector, start: number, count: number) => void;

function engineType(type: ColumnType): DuckDBType {
  if (type.kind === 'decimal') return DECIMAL(Math.min(type.precision, 38), type.scale);
  const types = {
    boolean: BOOLEAN,
    integer: INTEGER,
    bigint: BIGINT,
    double: DOUBLE,
    date: DATE,
    timestamp: TIMESTAMP,
    text: VARCHAR,
  };
  return types[type.kind];
}

function filler(column: Column): Fill {
  const { values, present, type } = column;
  const put = type.kind === 'text' ? texts(values as string[], present) : fixed(encoded(column));
  return (vector, start, count) => {
    put(vector, start, count);
    if (present) putPresence(vector, present, start, count);
  };
}

function texts(values: string[], present: Uint8Array | undefined): Fill {
  return (vector, start, count) => {
    for (let row = 0; row < count; row++)
      if (!present || present[start + row]) {
        bindings.vector_assign_string_element(vector, row, values[start + row] as string);
      }
  };
}

function fixed({ buffer, byteOffset, bytes }: { buffer: ArrayBuffer; byteOffset: number; bytes: number }): Fill {
  return (vector, start, count) =>
    bindings.copy_data_to_vector(vector, 0, buffer, byteOffset + start * bytes, count * bytes);
}

/** The values in the engine's own layout; only decimals differ, whose width follows their precision. */
function encoded({ type, values }: Column): { buffer: ArrayBuffer; byteOffset: number; bytes: number } {
  const array = type.kind === 'decimal' ? decimals(values as BigInt64Array | bigint[], type.precision) : values;
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = array as Int32Array<ArrayBuffer>;
  return { buffer, byteOffset, bytes: type.kind === 'decimal' && type.precision > 18 ? 16 : BYTES_PER_ELEMENT };
}

function decimals(values: BigInt64Array | bigint[], precision: number) {
  if (precision <= 4) return Int16Array.from(values, Number);
  if (precision <= 9) return Int32Array.from(values, Number);
  if (precision <= 18) return values instanceof BigInt64Array ? values : BigInt64Array.from(values);
  const words = new BigUint64Array(values.length * 2);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0n;
    words[row * 2] = BigInt.asUintN(64, value);
    words[row * 2 + 1] = BigInt.asUintN(64, value >> 64n);
  }
  return words;
}

function putPresence(vector: Vector, present: Uint8Array, start: number, count: number): void {
  const mask = new Uint8Array(Math.ceil(count / 64) * 8);
  for (let row = 0; row < count; row++)
    if (present[start + row]) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7));
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, mask.buffer, 0, mask.byteLength);
}
