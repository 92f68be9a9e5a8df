import type { Sheet } from './sheet.js';

/** RFC 4180 with a header where these are the first rows: CRLF, quotes doubled, null empty and unquoted, an empty text `""`. Values are written as they are, formulas too. */
export function* csvOf({ columns, rows }: Sheet, isFirst = true): Generator<string> {
  if (isFirst) yield record(columns);
  for (const row of rows) yield record(row);
}

function record(cells: (string | number | boolean | null)[]): string {
  return `${cells.map(field).join(',')}\r\n`;
}

function field(cell: string | number | boolean | null): string {
  if (cell === null) return '';
  const text = String(cell);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
