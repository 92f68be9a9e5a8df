import { type DuckDBDataChunk, type DuckDBResult, DuckDBTypeId, JsonDuckDBValueConverter } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import type { Column, ColumnType, ColumnValues, Table } from '../table.js';
import { textReader } from './duckdb-text.js';
import { type FixedType, fixedType } from './duckdb-types.js';

/** Collects chunks of a result into a table of typed columns. */
export interface Collector {
  readonly rows: number;
  take(chunk: DuckDBDataChunk): void;
  finish(): Table;
}

/** A collector for the columns of `result`, with room for `room` rows; it grows when more come. Names come out unique. */
export function collector(result: DuckDBResult, room: number): Collector {
  const columns = result.deduplicatedColumnNames().map((name, index) => columnOf(result, name, index, room));
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    take(chunk) {
      const count = chunk.rowCount;
      for (const column of columns) column.take(chunk, count, rows);
      rows += count;
    },
    finish: () => ({ rows, columns: columns.map(column => column.finish(rows)) }),
  };
}

interface GrowingColumn {
  take(chunk: DuckDBDataChunk, count: number, offset: number): void;
  finish(rows: number): Column;
}

type Fill = (chunk: DuckDBDataChunk, count: number, into: ColumnValues, offset: number, present: Presence) => void;

function columnOf(result: DuckDBResult, name: string, index: number, room: number): GrowingColumn {
  const type = result.columnType(index);
  const fixed = fixedType(type);
  if (fixed) return growing(name, index, fixed.type, fixed.allocate(room), fixed.allocate, fixedFill(index, fixed));
  const fill = type.typeId === DuckDBTypeId.VARCHAR ? textFill(index) : otherFill(index);
  return growing(name, index, { kind: 'text' }, [], () => [], fill);
}

function growing(
  name: string,
  index: number,
  type: ColumnType,
  first: ColumnValues,
  allocate: (room: number) => ColumnValues,
  fill: Fill,
): GrowingColumn {
  let values = first;
  const present = new Presence();
  return {
    take(chunk, count, offset) {
      if (!Array.isArray(values) && offset + count > values.length) {
        const larger = allocate(Math.max(values.length * 2, offset + count));
        (larger as Int32Array).set(values as Int32Array);
        values = larger;
      }
      present.take(chunk, index, count, offset);
      fill(chunk, count, values, offset, present);
    },
    finish(rows) {
      const exact = Array.isArray(values) || values.length === rows ? values : values.slice(0, rows);
      return { name, type, values: exact, present: present.finish(rows) };
    },
  };
}

function fixedFill(index: number, { bytes, copy }: FixedType): Fill {
  return (chunk, count, into, offset) => {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    copy(bindings.vector_get_data(vector, count * bytes), count, into, offset);
  };
}

function textFill(index: number): Fill {
  const read = textReader();
  return (chunk, count, into, offset, present) => {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    const mask = present.mask;
    read(bindings.vector_get_data(vector, count * 16), count, mask, into as string[], offset);
    if (mask) for (let row = 0; row < count; row++) (into as string[])[offset + row] ??= '';
  };
}

/** Times, intervals, lists, structs …: as the client's own JSON conversion writes them. */
function otherFill(index: number): Fill {
  return (chunk, count, into, offset) => {
    const values = chunk.convertColumnValues(index, JsonDuckDBValueConverter);
    for (let row = 0; row < count; row++) {
      const value = values[row] ?? '';
      (into as string[])[offset + row] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  };
}

/** Which places hold a value; nothing is kept until the first null is met. */
class Presence {
  /** The bit mask of the last chunk, if it has nulls. */
  mask: Uint8Array | undefined;
  #bytes: Uint8Array | undefined;

  take(chunk: DuckDBDataChunk, index: number, count: number, offset: number): void {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    const mask = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
    this.mask = mask ?? undefined;
    if (!mask && !this.#bytes) return;
    const bytes = this.#room(offset + count);
    if (!mask) return;
    for (let row = 0; row < count; row++) bytes[offset + row] = ((mask[row >> 3] as number) >> (row & 7)) & 1;
  }

  finish(rows: number): Uint8Array | undefined {
    return this.#bytes?.slice(0, rows);
  }

  #room(rows: number): Uint8Array {
    if (this.#bytes && this.#bytes.length >= rows) return this.#bytes;
    const larger = new Uint8Array(Math.max(rows, (this.#bytes?.length ?? 0) * 2)).fill(1);
    if (this.#bytes) larger.set(this.#bytes);
    this.#bytes = larger;
    return larger;
  }
}
