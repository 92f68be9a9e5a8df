/** The type of a column of a {@link Table}. Decimals are integers scaled by `10 ** scale`; dates are days, timestamps microseconds since 1970-01-01. */
export type ColumnType =
  | { kind: 'boolean' } // Uint8Array of 0 and 1
  | { kind: 'integer' } // Int32Array
  | { kind: 'bigint' } // BigInt64Array
  | { kind: 'double' } // Float64Array
  | { kind: 'decimal'; precision: number; scale: number } // BigInt64Array, or bigint[] above 18 digits
  | { kind: 'date' } // Int32Array, days
  | { kind: 'timestamp' } // BigInt64Array, microseconds
  | { kind: 'text' }; // string[]; also what any other type of the engine is read as

/** The values of one column; what stands at a place that is null is unspecified. */
export type ColumnValues = Uint8Array | Int32Array | BigInt64Array | Float64Array | bigint[] | string[];

/** One named, typed column. `present[i]` is 0 where the value is null; no `present` means no nulls. */
export interface Column {
  name: string;
  type: ColumnType;
  values: ColumnValues;
  present?: Uint8Array | undefined;
}

/** Columns of equal length: what passes between SQL and mathematics. */
export interface Table {
  rows: number;
  columns: Column[];
}

/** A cell as it leaves for JSON: numbers up to 2^53 and decimals of up to 15 digits are numbers, larger ones text; dates ISO text. */
export type Cell = string | number | boolean | null;

/** The column of that name; throws when there is none. */
export function column(table: Table, name: string): Column {
  const found = table.columns.find(one => one.name === name);
  if (!found) throw new Error(`no column ${name} among ${table.columns.map(one => one.name).join(', ')}`);
  return found;
}

/** Row objects for JSON and for people; not for mathematics. */
export function rowsOf(table: Table): Record<string, Cell>[] {
  const readers = table.columns.map(one => [one.name, cellReader(one)] as const);
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(row)])),
  );
}

/** A function from row number to cell for one column. */
export function cellReader({ type, values, present }: Column): (row: number) => Cell {
  const read = reader(type, values);
  return row => (present && present[row] === 0 ? null : read(row));
}

function reader(type: ColumnType, values: ColumnValues): (row: number) => Cell {
  switch (type.kind) {
    case 'boolean':
      return row => values[row] === 1;
    case 'bigint':
      return row => exactNumber(values[row] as bigint);
    case 'decimal':
      return row => decimalCell(values[row] as bigint, type.scale);
    case 'double':
      return row => (Number.isFinite(values[row]) ? (values[row] as number) : String(values[row]));
    case 'date':
      return row => isoDate(values[row] as number);
    case 'timestamp':
      return row => isoTimestamp(values[row] as bigint);
    default:
      return row => values[row] as string | number;
  }
}

function exactNumber(value: bigint): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A scaled integer as decimal text, all digits: `decimalText(12345n, 2)` is `'123.45'`. */
export function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

/** Every decimal of up to 15 digits comes back from a double as it was; a whole one is as exact as any integer. */
function decimalCell(value: bigint, scale: number): Cell {
  const text = decimalText(value, scale);
  const [whole = '', fraction = ''] = text.split('.');
  const needed = fraction.replace(/0+$/, '');
  const digits = `${whole}${needed}`.replace(/^-?0*/, '');
  const isExact = needed === '' ? Number.isSafeInteger(Number(whole)) : digits.length <= 15;
  return isExact ? Number(text) : text;
}

/** Days since 1970-01-01 as `YYYY-MM-DD`; years before 0 and after 9999 with a sign and six digits (ISO 8601). */
export function isoDate(days: number): string {
  if (Math.abs(days) === infiniteDays) return days < 0 ? '-infinity' : 'infinity';
  // The calendar comes round in 400 years, and a Date does not reach as far as the engine.
  const rounds = Math.floor(days / daysOf400Years);
  const date = new Date((days - rounds * daysOf400Years) * 86_400_000);
  const year = date.getUTCFullYear() + 400 * rounds;
  const digits = String(Math.abs(year));
  const isPlain = year >= 0 && year <= 9999;
  return `${isPlain ? digits.padStart(4, '0') : `${year < 0 ? '-' : '+'}${digits.padStart(6, '0')}`}${date.toISOString().slice(4, 10)}`;
}

function isoTimestamp(micros: bigint): string {
  const past = ((micros % microsOfDay) + microsOfDay) % microsOfDay;
  if (micros === infiniteMicros || micros === -infiniteMicros)
    return isoDate(micros < 0n ? -infiniteDays : infiniteDays);
  const fraction = String(past % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const time = new Date(Number(past / 1000n)).toISOString().slice(11, 19);
  return `${isoDate(Number((micros - past) / microsOfDay))} ${time}${fraction ? `.${fraction}` : ''}`;
}

const daysOf400Years = 146_097;
const microsOfDay = 86_400_000_000n;
/** What the engine has for infinite dates and times, with either sign. */
const [infiniteDays, infiniteMicros] = [2 ** 31 - 1, 2n ** 63n - 1n];

/** A column of whole numbers, one for each item, of which `at` is the place; null is no value. */
export function integers<Item>(
  name: string,
  items: readonly Item[],
  value: (item: Item, at: number) => number | null,
): Column {
  const cells = items.map(value);
  return { name, type: { kind: 'integer' }, values: Int32Array.from(cells, zeroOfNull), ...presence(cells) };
}

/** A column of doubles, one for each item; null is no value. */
export function doubles<Item>(name: string, items: readonly Item[], value: (item: Item) => number | null): Column {
  const cells = items.map(value);
  return { name, type: { kind: 'double' }, values: Float64Array.from(cells, zeroOfNull), ...presence(cells) };
}

/** A column of texts, one for each item. */
export function texts<Item>(name: string, items: readonly Item[], value: (item: Item) => string): Column {
  return { name, type: { kind: 'text' }, values: items.map(value) };
}

const zeroOfNull = (cell: number | null) => cell ?? 0;

function presence(cells: readonly (number | null)[]): Pick<Column, 'present'> {
  return cells.includes(null) ? { present: Uint8Array.from(cells, cell => Number(cell !== null)) } : {};
}
