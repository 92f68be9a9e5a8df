import type { MiningColumn } from '../../../models/mining.js';
import { count } from '../../count.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { identifier } from '../../engine/engine.js';
import { CliError, exitCode } from '../../errors.js';
import { rowsOf } from '../../table.js';
import type { RefusedRecord } from './land-file.js';
import { readValue, type ValueFormats, type ValueType } from './read-value.js';
import type { RecordColumn } from './record-columns.js';

interface Reading extends RecordColumn {
  type: ValueType;
  value: string;
  text: string;
}

interface Records {
  engine: DuckDb;
  /** The numbers of the records that could not be read, ascending. */
  refused: number[];
}

const article: Record<ValueType, string> = {
  id: 'text',
  text: 'text',
  date: 'a date',
  money: 'an amount of money',
  number: 'a number',
  moment: 'a date or a number',
};

/**
 * Makes `mine.record` of `raw.file`: `_row` and the typed columns; answers in words which records are left out. Throws CliError (source)
 * with the rows of values that cannot be read, and of those that are missing where they may not be.
 */
export async function readRecords(
  engine: DuckDb,
  { file, refused }: { file: string; refused: readonly RefusedRecord[] },
  columns: RecordColumn[],
  formats: ValueFormats,
): Promise<string[]> {
  const types = await typesOf(engine, columns, formats);
  const readings = columns.map((column, at) => {
    const type = types[at] as ValueType;
    return { ...column, type, ...readValue(column.from, type, formats) };
  });
  const records = { engine, refused: refused.map(({ record }) => record) };
  const faults: string[] = [];
  const notes: string[] = [];
  for (const reading of readings) {
    faults.push(...(await unreadable(records, reading)), ...(await absent(records, reading, 'refused')));
    notes.push(...(await absent(records, reading, 'left_out')));
  }
  if (faults.length > 0) {
    const hint =
      'mend the file, or say how it is written: --date-format DD.MM.YYYY, --number-format 1.234,50, --null NA';
    throw new CliError(faults.map(fault => `${file}: ${fault}`).join('\n'), exitCode.source, hint);
  }
  const kept = readings.filter(({ role }) => role.missing === 'left_out').map(({ value }) => `(${value}) is not null`);
  const where = kept.length > 0 ? ` where ${kept.join(' and ')}` : '';
  const listed = readings.map(({ name, value }) => `${value} as ${identifier(name)}`);
  await engine.replace('mine.record', `select ${['_row', ...listed].join(', ')} from raw.file${where}`);
  return notes;
}

/** How each column is read: one that may hold numbers or something else as numbers, where there is no value that is none. */
async function typesOf(engine: DuckDb, columns: RecordColumn[], formats: ValueFormats): Promise<ValueType[]> {
  const asNumbers = columns.map(({ from }) => readValue(from, 'number', formats));
  const tests = columns.flatMap(({ role }, at) => {
    const { value, text } = asNumbers[at] as Pick<Reading, 'value' | 'text'>;
    return isOpen(role, formats) ? [`bool_and((${value}) is not null or ${text} is null) as c${at}`] : [];
  });
  const [found = {}] = tests.length > 0 ? rowsOf(await engine.query(`select ${tests.join(', ')} from raw.file`)) : [];
  return columns.map(({ role }, at) => {
    if (isOpen(role, formats) && found[`c${at}`] !== false) return 'number';
    return role.type === 'any' ? 'text' : role.type;
  });
}

/** Whether the values say how they are read; of moments, where nobody says how dates are written. */
function isOpen({ type }: MiningColumn, { date }: ValueFormats): boolean {
  return type === 'any' || (type === 'moment' && date === undefined);
}

async function unreadable(records: Records, { from, type, value, text }: Reading): Promise<string[]> {
  const { n, rows } = await found(records, `(${value}) is null and ${text} is not null`, text);
  if (n === 0) return [];
  const shown = rows.map(({ row, said }) => `row ${row} has "${said}"`).join(', ');
  const what = n === 1 ? 'is not' : 'are not';
  return [`${count(n, 'value')} of ${from.name} ${what} ${article[type]}: ${shown}${rest(n, rows.length)}`];
}

async function absent(records: Records, reading: Reading, when: MiningColumn['missing']): Promise<string[]> {
  if (reading.role.missing !== when) return [];
  const { n, rows } = await found(records, `${reading.text} is null`, "''");
  if (n === 0) return [];
  const shown = `${rows.length === 1 ? 'row' : 'rows'} ${rows.map(({ row }) => row).join(', ')}${rest(n, rows.length)}`;
  const verb =
    when === 'left_out' ? (n === 1 ? 'is left out: it has' : 'are left out: they have') : n === 1 ? 'has' : 'have';
  return [`${count(n, 'record')} ${verb} no ${reading.from.name}: ${shown}`];
}

async function found({ engine, refused }: Records, where: string, text: string) {
  const rows = rowsOf(
    await engine.query(
      `select _row, left(${text}, 40) as said, count(*) over () as n from raw.file where ${where} order by _row limit 5`,
    ),
  );
  return {
    n: Number(rows[0]?.n ?? 0),
    rows: rows.map(({ _row, said }) => ({ row: placeInFile(Number(_row), refused), said: String(said) })),
  };
}

/** Records that were refused have no row, but they stand in the file. */
function placeInFile(row: number, refused: number[]): number {
  return refused.reduce((place, number) => (number <= place ? place + 1 : place), row);
}

function rest(all: number, shown: number): string {
  return all > shown ? ` and ${(all - shown).toLocaleString('en-US')} more` : '';
}
