import type { LandedColumn } from '../../../etl/stage/resolve.js';
import type { MiningColumn } from '../../../models/mining.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { identifier } from '../../engine/engine.js';
import { CliError, exitCode } from '../../errors.js';
import { rowsOf } from '../../table.js';
import type { RefusedRecord } from './land-file.js';
import { readValue, type ValueFormats } from './read-value.js';

/** A column of `mine.record`: under which name, of which column of the file, read how. */
export interface RecordColumn {
  name: string;
  /** The model's name for it. */
  as: string;
  from: LandedColumn;
  role: MiningColumn;
}

interface Reading extends RecordColumn {
  value: string;
  text: string;
}

interface Records {
  engine: DuckDb;
  /** The numbers of the records that could not be read, ascending. */
  refused: number[];
}

const article: Record<MiningColumn['type'], string> = {
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
  const records = { engine, refused: refused.map(({ record }) => record) };
  const readings: Reading[] = [];
  for (const column of columns) readings.push(await readingOf(records, column, formats));
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

/** A moment is a number where all of the column are, and nobody says how dates are written; otherwise a date. */
async function readingOf(records: Records, column: RecordColumn, formats: ValueFormats): Promise<Reading> {
  const { from, role } = column;
  if (role.type === 'moment' && formats.date === undefined) {
    const asNumber = { ...column, ...readValue(from, 'number', formats) };
    if ((await unreadable(records, asNumber)).length === 0) return asNumber;
  }
  return { ...column, ...readValue(from, role.type, formats) };
}

async function unreadable(records: Records, { from, role, value, text }: Reading): Promise<string[]> {
  const { count, rows } = await found(records, `(${value}) is null and ${text} is not null`, text);
  if (count === 0) return [];
  const shown = rows.map(({ row, said }) => `row ${row} has "${said}"`).join(', ');
  const what = count === 1 ? 'is not' : 'are not';
  return [
    `${plural(count, 'value')} of ${from.name} ${what} ${article[role.type]}: ${shown}${rest(count, rows.length)}`,
  ];
}

async function absent(records: Records, reading: Reading, when: MiningColumn['missing']): Promise<string[]> {
  if (reading.role.missing !== when) return [];
  const { count, rows } = await found(records, `${reading.text} is null`, "''");
  if (count === 0) return [];
  const shown = `${rows.length === 1 ? 'row' : 'rows'} ${rows.map(({ row }) => row).join(', ')}${rest(count, rows.length)}`;
  const verb =
    when === 'left_out'
      ? count === 1
        ? 'is left out: it has'
        : 'are left out: they have'
      : count === 1
        ? 'has'
        : 'have';
  return [`${plural(count, 'record')} ${verb} no ${reading.from.name}: ${shown}`];
}

async function found({ engine, refused }: Records, where: string, text: string) {
  const rows = rowsOf(
    await engine.query(
      `select _row, left(${text}, 40) as said, count(*) over () as n from raw.file where ${where} order by _row limit 5`,
    ),
  );
  return {
    count: Number(rows[0]?.n ?? 0),
    rows: rows.map(({ _row, said }) => ({ row: placeInFile(Number(_row), refused), said: String(said) })),
  };
}

/** Records that were refused have no row, but they stand in the file. */
function placeInFile(row: number, refused: number[]): number {
  return refused.reduce((place, number) => (number <= place ? place + 1 : place), row);
}

function rest(count: number, shown: number): string {
  return count > shown ? ` and ${count - shown} more` : '';
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
