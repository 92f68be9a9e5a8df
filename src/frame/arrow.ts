import {
  Table as ArrowTable,
  Bool,
  type Data,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import type { Column, Table } from '../table.js';

/** A table as an Arrow table of one batch: decimals stay decimals, dates are days, timestamps microseconds without zone. */
export function toArrow(table: Table): ArrowTable {
  return new ArrowTable(arrowBatch(table));
}

/** The same as one record batch, a piece of a stream. */
export function arrowBatch(table: Table): RecordBatch {
  const children = table.columns.map(column => arrowData(column, table.rows));
  const fields = table.columns.map((column, index) => new Field(column.name, (children[index] as Data).type, true));
  const struct = makeData({ type: new Struct(fields), length: table.rows, nullCount: 0, children });
  return new RecordBatch(new Schema(fields), struct);
}

function arrowData(column: Column, rows: number): Data {
  const { type, values, present } = column;
  const nulls = { length: rows, nullBitmap: present ? bits(present) : undefined };
  switch (type.kind) {
    case 'boolean':
      return makeData({ type: new Bool(), ...nulls, data: bits(values as Uint8Array) });
    case 'integer':
      return makeData({ type: new Int32(), ...nulls, data: values as Int32Array });
    case 'bigint':
      return makeData({ type: new Int64(), ...nulls, data: values as BigInt64Array });
    case 'double':
      return makeData({ type: new Float64(), ...nulls, data: values as Float64Array });
    case 'date':
      return makeData({ type: new DateDay(), ...nulls, data: values as Int32Array });
    case 'timestamp':
      return makeData({ type: new TimestampMicrosecond(), ...nulls, data: values as BigInt64Array });
    case 'decimal': {
      // Arrow keeps at most 38 digits in 128 bits, and readers refuse more.
      const width = type.precision > 38 ? 256 : 128;
      const data = words(values as BigInt64Array | bigint[], width / 64);
      return makeData({ type: new Decimal(type.scale, type.precision, width), ...nulls, data });
    }
    default:
      return vectorFromArray(textValues(column, rows), new Utf8()).data[0] as Data;
  }
}

function textValues({ values, present }: Column, rows: number): (string | null)[] {
  return Array.from({ length: rows }, (_, row) => (present && present[row] === 0 ? null : String(values[row])));
}

function bits(flags: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(flags.length / 64) * 8);
  for (let row = 0; row < flags.length; row++)
    if (flags[row]) packed[row >> 3] = (packed[row >> 3] as number) | (1 << (row & 7));
  return packed;
}

/** Little-endian integers of so many times 64 bits, as 32-bit words. */
function words(values: BigInt64Array | bigint[], size: number): Uint32Array {
  const packed = new BigUint64Array(values.length * size);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0n;
    packed[size * row] = BigInt.asUintN(64, value);
    for (let at = 1; at < size; at++) packed[size * row + at] = BigInt.asUintN(64, value >> BigInt(64 * at));
  }
  return new Uint32Array(packed.buffer);
}
