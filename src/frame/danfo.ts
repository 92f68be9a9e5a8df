import { type Table as ArrowTable, DataType, type Vector } from 'apache-arrow';
import { CliError, exitCode } from '../errors.js';
import type { Column, ColumnType } from '../table.js';
import { toArrow } from './arrow.js';

/** What we need of a data frame of danfojs. */
export interface DanfoFrame {
  columns: string[];
  dtypes: string[];
  values: unknown[][];
}

interface Danfo {
  DataFrame: new (rows: unknown[][], about: { columns: string[]; dtypes: string[] }) => DanfoFrame;
}

/** How a column looks in danfojs: the type it names, and a value of Arrow as the value it keeps. */
interface Shape {
  dtype: 'float32' | 'int32' | 'string' | 'boolean' | 'datetime';
  value: (value: unknown) => unknown;
}

/**
 * A table as a data frame of danfojs, which the caller has installed: numbers and decimals are doubles (danfojs calls them `float32`
 * and keeps 64 bits), dates and times `Date`s of UTC, nulls null. Throws CliError (usage) where danfojs is missing, for more than
 * `limit` rows (100,000: danfojs takes seconds beyond), for whole numbers that a double cannot hold and for types it has not.
 */
export async function toDanfo(table: ArrowTable, limit = 100_000): Promise<DanfoFrame> {
  if (table.numRows > limit) {
    const hint = 'sum up or filter in SQL first, or give a higher limit';
    throw new CliError(`${table.numRows} rows are more than the ${limit} for danfojs`, exitCode.usage, hint);
  }
  const { DataFrame } = await danfo();
  const fields = table.schema.fields.map(({ name, type }) => ({ name, ...shapeOf(name, type) }));
  const columns = fields.map(({ value }, at) => Array.from(table.getChildAt(at) as Vector, one => present(one, value)));
  const rows = Array.from({ length: table.numRows }, (_, row) => columns.map(values => values[row]));
  return new DataFrame(rows, { columns: fields.map(one => one.name), dtypes: fields.map(one => one.dtype) });
}

/**
 * A data frame of danfojs as an Arrow table: `int32` whole numbers, `float32` doubles, `string`, `boolean`, and Dates as days where all
 * are midnights of UTC, else as times. What is null, undefined or, but for doubles, NaN is null.
 */
export function fromDanfo({ columns, dtypes, values }: DanfoFrame): ArrowTable {
  const read = columns.map((name, at) => {
    const dtype = dtypes[at];
    const cells = values.map(row => (dtype !== 'float32' && Number.isNaN(row[at]) ? null : (row[at] ?? null)));
    return columnOf(name, typeOf(name, dtype, cells), cells);
  });
  return toArrow({ rows: values.length, columns: read });
}

async function danfo(): Promise<Danfo> {
  const name: string = 'danfojs';
  try {
    return await import(name);
  } catch (error) {
    const hint =
      'npm install danfojs, after "overrides": { "xlsx": "npm:@e965/xlsx@^0.20.3" } stands in your own package.json (without it danfojs does not install)';
    throw new CliError('danfojs is not installed', exitCode.usage, hint, { cause: error });
  }
}

function present(value: unknown, shape: (value: unknown) => unknown): unknown {
  return value === null || value === undefined ? null : shape(value);
}

function shapeOf(name: string, type: DataType): Shape {
  if (DataType.isBool(type)) return { dtype: 'boolean', value: Boolean };
  if (DataType.isInt(type)) {
    const dtype = type.bitWidth <= 32 && (type.isSigned || type.bitWidth < 32) ? 'int32' : 'float32';
    return { dtype, value: value => wholeNumber(name, value as number | bigint) };
  }
  if (DataType.isFloat(type)) return { dtype: 'float32', value: Number };
  if (DataType.isDecimal(type)) return { dtype: 'float32', value: value => decimal(value as Uint32Array, type.scale) };
  if (DataType.isDate(type) || DataType.isTimestamp(type))
    return { dtype: 'datetime', value: value => new Date(Number(value)) };
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isDictionary(type))
    return { dtype: 'string', value: String };
  throw new CliError(`danfojs has no type for ${type} of column ${name}`, exitCode.usage, 'leave it out or cast it');
}

function wholeNumber(name: string, value: number | bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  const hint = 'danfojs keeps numbers as doubles, exact up to 2^53: cast it to text';
  throw new CliError(`column ${name} holds ${value}`, exitCode.usage, hint);
}

/** The bits of a decimal, least first, as the double nearest to it. */
function decimal(words: Uint32Array, scale: number): number {
  const whole = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(`${BigInt.asIntN(32 * words.length, whole)}e-${scale}`);
}

function typeOf(name: string, dtype: string | undefined, cells: unknown[]): ColumnType {
  const known = cells.filter(cell => cell !== null);
  if (known.length > 0 && known.every(cell => cell instanceof Date)) {
    return known.every(cell => Number(cell) % 86_400_000 === 0) ? { kind: 'date' } : { kind: 'timestamp' };
  }
  if (known.some(cell => typeof cell === 'object'))
    throw new CliError(`column ${name} of the frame holds objects`, exitCode.usage, 'only plain values become columns');
  if (dtype === 'datetime') return { kind: 'timestamp' };
  if (dtype === 'string' || known.some(cell => typeof cell === 'string')) return { kind: 'text' };
  if (dtype === 'boolean' || (known.length > 0 && known.every(cell => typeof cell === 'boolean')))
    return { kind: 'boolean' };
  return known.every(isInt32) && dtype === 'int32' ? { kind: 'integer' } : { kind: 'double' };
}

function isInt32(cell: unknown): boolean {
  return Number(cell) === (Number(cell) | 0);
}

function columnOf(name: string, type: ColumnType, cells: unknown[]): Column {
  const present = Uint8Array.from(cells, cell => (cell === null ? 0 : 1));
  return { name, type, values: valuesOf(type, cells), present };
}

function valuesOf({ kind }: ColumnType, cells: unknown[]): Column['values'] {
  if (kind === 'boolean') return Uint8Array.from(cells, Number);
  if (kind === 'integer') return Int32Array.from(cells, Number);
  if (kind === 'date') return Int32Array.from(cells, cell => Number(cell) / 86_400_000);
  if (kind === 'timestamp')
    return BigInt64Array.from(cells, cell => 1000n * BigInt(cell instanceof Date ? cell.getTime() : 0));
  if (kind === 'text') return cells.map(String);
  return Float64Array.from(cells, Number);
}
