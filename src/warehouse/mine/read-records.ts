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
  /** Of words nearly all of which are numbers: the number, null of the few that are none. */
  number?: string;
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
  const readings = await readingsOf(engine, columns, formats);
  const checks = readings.flatMap(checksOf);
  const said = await answers({ engine, refused: refused.map(({ record }) => record) }, checks);
  const faults = said.filter((_, at) => checks[at]?.isFault).flat();
  const notes = said.filter((_, at) => !checks[at]?.isFault).flat();
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
async function readingsOf(engine: DuckDb, columns: RecordColumn[], formats: ValueFormats): Promise<Reading[]> {
  const asNumbers = columns.map(({ from }) => readValue(from, 'number', formats));
  const counts = columns.flatMap(({ role }, at) => {
    const { value, text } = asNumbers[at] as Pick<Reading, 'value' | 'text'>;
    return isOpen(role, formats) ? [`count(${value}) as n${at}`, `count(${text}) as c${at}`] : [];
  });
  const [found = {}] = counts.length > 0 ? rowsOf(await engine.query(`select ${counts.join(', ')} from raw.file`)) : [];
  return columns.map((column, at) => {
    const { role, from } = column;
    const [numbers, all] = [Number(found[`n${at}`]), Number(found[`c${at}`])];
    if (isOpen(role, formats) && numbers === all) return { ...column, type: 'number', ...asNumbers[at] } as Reading;
    const type = role.type === 'any' ? 'text' : role.type;
    const nearly = role.type === 'any' && role.many && numbers >= 0.9 * all;
    return { ...column, type, ...readValue(from, type, formats), ...(nearly && { number: asNumbers[at]?.value }) };
  });
}

/** Whether the values say how they are read; of moments, where nobody says how dates are written. */
function isOpen({ type }: MiningColumn, { date }: ValueFormats): boolean {
  return type === 'any' || (type === 'moment' && date === undefined);
}

/** What may be wrong with the values of a column: of which records it holds, what is shown of their values, and how it is said. */
interface Check {
  isFault: boolean;
  where: string;
  shown: string;
  say: (found: Found) => string;
}

interface Found {
  n: number;
  rows: { row: number; said: string }[];
}

function checksOf(reading: Reading): Check[] {
  const { type, value, text, role, number } = reading;
  const isText = type === 'id' || type === 'text';
  const unread = `(${value}) is null and ${text} is not null`;
  return [
    ...(isText ? [] : [{ isFault: true, where: unread, shown: text, say: unreadable(reading) }]),
    ...(number === undefined
      ? []
      : [{ isFault: false, where: `(${number}) is null and ${text} is not null`, shown: text, say: words(reading) }]),
    ...(role.missing === 'kept'
      ? []
      : [{ isFault: role.missing === 'refused', where: `${text} is null`, shown: "''", say: absent(reading) }]),
  ];
}

function unreadable({ from, type }: Pick<Reading, 'from' | 'type'>): Check['say'] {
  return ({ n, rows }) => {
    const shown = rows.map(({ row, said }) => `row ${row} has "${said}"`).join(', ');
    const what = n === 1 ? 'is not' : 'are not';
    return `${count(n, 'value')} of ${from.name} ${what} ${article[type]}: ${shown}${rest(n, rows.length)}`;
  };
}

function words({ from }: Reading): Check['say'] {
  const unread = unreadable({ from, type: 'number' });
  return found => `${unread(found)}; so ${from.name} is read as words (--null WORD for a text that means no value)`;
}

function absent({ from, role }: Reading): Check['say'] {
  return ({ n, rows }) => {
    const shown = `${rows.length === 1 ? 'row' : 'rows'} ${rows.map(({ row }) => row).join(', ')}${rest(n, rows.length)}`;
    const leftOut = n === 1 ? 'is left out: it has' : 'are left out: they have';
    const verb = role.missing === 'left_out' ? leftOut : n === 1 ? 'has' : 'have';
    return `${count(n, 'record')} ${verb} no ${from.name}: ${shown}`;
  };
}

/** What each check says, nothing where it holds of no record: all are counted in one pass, and the records are sought of those alone that found some. */
async function answers({ engine, refused }: Records, checks: Check[]): Promise<string[][]> {
  if (checks.length === 0) return [];
  const counts = checks.map(({ where }, at) => `count_if(${where}) as n${at}`);
  const [counted = {}] = rowsOf(await engine.query(`select ${counts.join(', ')} from raw.file`));
  const said: string[][] = [];
  for (const [at, { where, shown, say }] of checks.entries()) {
    const n = Number(counted[`n${at}`]);
    const first = `select _row, left(${shown}, 40) as said from raw.file where ${where} order by _row limit 5`;
    const rows = n === 0 ? [] : rowsOf(await engine.query(first));
    const places = rows.map(({ _row, said }) => ({ row: placeInFile(Number(_row), refused), said: String(said) }));
    said.push(n === 0 ? [] : [say({ n, rows: places })]);
  }
  return said;
}

/** Records that were refused have no row, but they stand in the file. */
function placeInFile(row: number, refused: number[]): number {
  return refused.reduce((place, number) => (number <= place ? place + 1 : place), row);
}

function rest(all: number, shown: number): string {
  return all > shown ? ` and ${(all - shown).toLocaleString('en-US')} more` : '';
}
