import { type DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { ColumnType, ColumnValues } from '../table.js';

/** How a type of fixed width is read: what it becomes, its bytes, and how a vector's data is copied. */
export interface FixedType {
  type: ColumnType;
  bytes: number;
  allocate(room: number): ColumnValues;
  copy(data: Uint8Array, count: number, into: ColumnValues, offset: number): void;
}

type Typed = Uint8Array | Int32Array | BigInt64Array | Float64Array;
type NumberView = new (buffer: ArrayBufferLike, offset: number, length: number) => ArrayLike<number>;

/** The reading of an engine's type of fixed width; undefined for the others, which are read as text. */
export function fixedType(type: DuckDBType): FixedType | undefined {
  return type.typeId === DuckDBTypeId.DECIMAL ? decimal(type as DuckDBDecimalType) : readings[type.typeId];
}

const integer: ColumnType = { kind: 'integer' };
const bigint: ColumnType = { kind: 'bigint' };
const double: ColumnType = { kind: 'double' };
const timestamp: ColumnType = { kind: 'timestamp' };

const readings: Partial<Record<DuckDBTypeId, FixedType>> = {
  [DuckDBTypeId.BOOLEAN]: numbers({ kind: 'boolean' }, Uint8Array, Uint8Array),
  [DuckDBTypeId.TINYINT]: numbers(integer, Int8Array, Int32Array),
  [DuckDBTypeId.SMALLINT]: numbers(integer, Int16Array, Int32Array),
  [DuckDBTypeId.INTEGER]: numbers(integer, Int32Array, Int32Array),
  [DuckDBTypeId.UTINYINT]: numbers(integer, Uint8Array, Int32Array),
  [DuckDBTypeId.USMALLINT]: numbers(integer, Uint16Array, Int32Array),
  [DuckDBTypeId.UINTEGER]: widened(bigint, Uint32Array),
  [DuckDBTypeId.BIGINT]: wide(bigint),
  [DuckDBTypeId.UBIGINT]: large({ kind: 'decimal', precision: 20, scale: 0 }, 8, false),
  [DuckDBTypeId.HUGEINT]: large({ kind: 'decimal', precision: 39, scale: 0 }, 16, true),
  [DuckDBTypeId.UHUGEINT]: large({ kind: 'decimal', precision: 39, scale: 0 }, 16, false),
  [DuckDBTypeId.FLOAT]: numbers(double, Float32Array, Float64Array),
  [DuckDBTypeId.DOUBLE]: numbers(double, Float64Array, Float64Array),
  [DuckDBTypeId.DATE]: numbers({ kind: 'date' }, Int32Array, Int32Array),
  [DuckDBTypeId.TIMESTAMP]: wide(timestamp),
  [DuckDBTypeId.TIMESTAMP_TZ]: wide(timestamp),
  [DuckDBTypeId.TIMESTAMP_S]: wide(timestamp, seconds => seconds * 1_000_000n),
  [DuckDBTypeId.TIMESTAMP_MS]: wide(timestamp, millis => millis * 1000n),
  [DuckDBTypeId.TIMESTAMP_NS]: wide(timestamp, nanos => (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n),
};

function decimal({ width, scale }: DuckDBDecimalType): FixedType {
  const type: ColumnType = { kind: 'decimal', precision: width, scale };
  if (width > 18) return large(type, 16, true);
  return width > 9 ? wide(type) : widened(type, width > 4 ? Int32Array : Int16Array);
}

function numbers(
  type: ColumnType,
  From: NumberView & { BYTES_PER_ELEMENT: number },
  To: new (room: number) => Typed & { set(source: ArrayLike<number>, offset: number): void },
): FixedType {
  return {
    type,
    bytes: From.BYTES_PER_ELEMENT,
    allocate: room => new To(room),
    copy(data, count, into, offset) {
      (into as Int32Array).set(new From(data.buffer, data.byteOffset, count), offset);
    },
  };
}

function widened(type: ColumnType, From: NumberView & { BYTES_PER_ELEMENT: number }): FixedType {
  return {
    type,
    bytes: From.BYTES_PER_ELEMENT,
    allocate: room => new BigInt64Array(room),
    copy(data, count, into, offset) {
      const view = new From(data.buffer, data.byteOffset, count);
      for (let row = 0; row < count; row++) into[offset + row] = BigInt(view[row] as number);
    },
  };
}

function wide(type: ColumnType, convert?: (value: bigint) => bigint): FixedType {
  return {
    type,
    bytes: 8,
    allocate: room => new BigInt64Array(room),
    copy(data, count, into, offset) {
      const view = new BigInt64Array(data.buffer, data.byteOffset, count);
      if (!convert) (into as BigInt64Array).set(view, offset);
      else for (let row = 0; row < count; row++) into[offset + row] = convert(view[row] as bigint);
    },
  };
}

function large(type: ColumnType, bytes: 8 | 16, signed: boolean): FixedType {
  const words = bytes / 8;
  return {
    type,
    bytes,
    allocate: () => [] as bigint[],
    copy(data, count, into, offset) {
      const view = new BigUint64Array(data.buffer, data.byteOffset, count * words);
      for (let row = 0; row < count; row++) {
        const low = view[row * words] as bigint;
        const high = words === 2 ? (view[row * words + 1] as bigint) : 0n;
        into[offset + row] = ((signed ? BigInt.asIntN(64, high) : high) << 64n) | low;
      }
    },
  };
}
