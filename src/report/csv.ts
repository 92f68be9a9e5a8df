import { type Column, cellReader, decimalText, isoDate, type Table } from '../table.js';

/** The first line of a CSV file: the names of the columns. */
export function csvHeader(names: string[]): string {
  return `${names.map(textCell).join(',')}\r\n`;
}

/** The rows of a table as CSV (RFC 4180). Null is an empty cell, empty text `""`; text that a spreadsheet would run as a formula gets a `'` in front. */
export function csvRows({ rows, columns }: Table): string {
  const writers = columns.map(cellWriter);
  let text = '';
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < writers.length; index++) {
      if (index > 0) text += ',';
      text += (writers[index] as (row: number) => string)(row);
    }
    text += '\r\n';
  }
  return text;
}

function cellWriter(column: Column): (row: number) => string {
  const write = valueWriter(column);
  const { present } = column;
  return present ? row => (present[row] === 0 ? '' : write(row)) : write;
}

function valueWriter(column: Column): (row: number) => string {
  const { type, values } = column;
  if (type.kind === 'text') return row => textCell(values[row] as string);
  if (type.kind === 'decimal') return row => decimalCell(values[row] as bigint, type.scale);
  if (type.kind === 'bigint') return row => String(values[row]);
  if (type.kind === 'date') return dayWriter(values as Int32Array);
  const read = cellReader(column);
  return row => String(read(row));
}

/** Days recur: each is written once. */
function dayWriter(values: Int32Array): (row: number) => string {
  const known = new Map<number, string>();
  return row => {
    const day = values[row] as number;
    const text = known.get(day) ?? isoDate(day);
    known.set(day, text);
    return text;
  };
}

const exact = 10n ** 15n;

/** All digits, without closing zeros; up to fifteen digits a number says the same, and faster. */
function decimalCell(value: bigint, scale: number): string {
  if (value < exact && value > -exact && scale <= 6) return String(Number(value) / 10 ** scale);
  const text = decimalText(value, scale);
  return scale > 0 ? text.replace(/\.?0+$/, '') : text;
}

// Spreadsheets look past blanks and invisible characters, and some read the full-width signs as well.
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const plain = /^[a-z0-9](?:[a-z0-9 ._@-]*[a-z0-9._-])?$/i;
const quoted = /[",\r\n]|^$|^\s|\s$/;

function textCell(text: string): string {
  if (plain.test(text)) return text;
  const safe = formula.test(text) ? `'${text}` : text;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
