import { open } from 'node:fs/promises';
import { type Engine, identifier, literal } from '../engine/engine.js';
import type { Column, ColumnType } from '../table.js';

/** What a list shows: columns of a table (called `listed`), after whatever joins and in whatever order `rest` says. */
export interface List {
  columns: ListedColumn[];
  from: string;
  rest: string;
}

export type ListedColumn = Pick<Column, 'name' | 'type'>;

/** The columns of a table. */
export async function columnsOf(engine: Engine, table: string): Promise<ListedColumn[]> {
  return (await engine.query(`select * from ${table} where 1 = 0`)).columns;
}

/**
 * Writes a list as CSV (RFC 4180); mode 600. Null is an empty cell, empty text `""`; text that a
 * spreadsheet would run as a formula gets a `'` in front. Throws QueryError.
 */
export async function writeCsv(engine: Engine, path: string, { columns, from, rest }: List): Promise<void> {
  const texts = columns.filter(({ type }) => type.kind === 'text');
  // Each pattern is made ready once for each place where it stands: so all texts go through one expression.
  const written = `list_transform(cast([${texts.map(({ name }) => identifier(name)).join(', ')}] as varchar[]), lambda text: ${textCell('text')})`;
  const cells = columns.map(one => cell(one, texts.indexOf(one)));
  const line = `concat_ws(',', ${cells.join(', ')}) || chr(13)`;
  const lines = `select ${line} as ${identifier(header(columns.map(({ name }) => name)))}
    from (select *, ${written} as ${textCells} from ${from}) as listed ${rest}`;
  await (await open(path, 'w', 0o600)).close();
  const plainly = "format csv, header true, quote '', escape '', use_tmp_file false";
  await engine.query(`copy (${lines}) to ${literal(path)} (${plainly})`);
}

/** No column is called so. */
const textCells = identifier('cells of texts');

/** The first line: the names of the columns. */
function header(names: string[]): string {
  const cells = names.map(name => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name));
  return `${cells.join(',')}\r`;
}

/** `text` is the place of a text among the texts. */
function cell({ name, type }: ListedColumn, text: number): string {
  return `coalesce(${text < 0 ? plainCell(`listed.${identifier(name)}`, type) : `listed.${textCells}[${text + 1}]`}, '')`;
}

/** All digits of a decimal, without closing zeros; as one with no digit before its point it would be written without a zero there. */
function plainCell(value: string, type: ColumnType): string {
  if (type.kind !== 'decimal' || type.scale === 0) return `cast(${value} as varchar)`;
  const wide = type.precision > type.scale ? value : `cast(${value} as decimal(38, ${type.scale}))`;
  return `rtrim(rtrim(cast(${wide} as varchar), '0'), '.')`;
}

const space = String.raw`\s\p{Z}\x0b\x{feff}`;
const plain = '(?i)[a-z0-9]([a-z0-9 ._@-]*[a-z0-9._-])?';
// Spreadsheets look past blanks and invisible characters, and some read the full-width signs as well.
const formula = String.raw`^[${space}\p{Cc}\p{Cf}]*[=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]|^[\t\r\n]`;
const quoted = String.raw`[",\r\n]|^$|^[${space}]|[${space}]$`;

function textCell(text: string): string {
  const safe = `case when regexp_matches(${text}, ${literal(formula)}) then '''' || ${text} else ${text} end`;
  return `case
    when regexp_full_match(${text}, ${literal(plain)}) then ${text}
    when regexp_matches(${safe}, ${literal(quoted)}) then '"' || replace(${safe}, '"', '""') || '"'
    else ${safe}
  end`;
}
