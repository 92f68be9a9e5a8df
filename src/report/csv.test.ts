import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import type { Column } from '../table.js';
import { writeCsv } from './csv.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-csv-'));
const path = join(folder, 'list.csv');
let engine: DuckDb;

beforeAll(async () => {
  engine = await openDuckDb();
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** The file of these columns, whose rows stand in their order. */
async function csvOf(columns: Column[]): Promise<string> {
  const rows = columns[0]?.values.length ?? 0;
  const place: Column = {
    name: 'place',
    type: { kind: 'integer' },
    values: Int32Array.from({ length: rows }, (_, n) => n),
  };
  await engine.write('test.list', { rows, columns: [...columns, place] });
  await writeCsv(engine, path, { columns, from: 'test.list', rest: 'order by listed.place' });
  return readFileSync(path, 'utf8');
}

const texts = (values: (string | null)[], name = 'a'): Column => ({
  name,
  type: { kind: 'text' },
  values: values.map(value => value ?? ''),
  present: Uint8Array.from(values, value => (value === null ? 0 : 1)),
});

it('quotes as RFC 4180 says and keeps null and empty text apart', async () => {
  expect(await csvOf([texts([], 'a'), texts([], 'b "c"')])).toBe('a,"b ""c"""\r\n');
  expect(await csvOf([texts(['x,y', 'two\nlines', '', null, ' edge', 'say "x"', 'a\0b', 'Tea & Co'])])).toBe(
    'a\r\n"x,y"\r\n"two\nlines"\r\n""\r\n\r\n" edge"\r\n"say ""x"""\r\na\0b\r\nTea & Co\r\n',
  );
});

it('puts an apostrophe before text that a spreadsheet would run', async () => {
  const formulas = ['=1+1', '+49 30', '-2', '@sum(a1)', '\t=1', '\r1', '\u00a0=1', '\u200b=1', '\0=1', '\ufeff＝1'];
  const [, ...cells] = (await csvOf([texts(formulas)])).split(/\r\n(?!1)/);
  expect(cells).toHaveLength(formulas.length + 1);
  for (const cell of cells.slice(0, -1)) expect(cell).toMatch(/^"?'/);
});

it('leaves numbers numbers, exact to the last digit', async () => {
  const columns: Column[] = [
    { name: 'n', type: { kind: 'integer' }, values: Int32Array.of(-5, 0, 7) },
    { name: 'd', type: { kind: 'decimal', precision: 38, scale: 4 }, values: [-125000n, 1n, 10n ** 20n + 1n] },
    { name: 's', type: { kind: 'decimal', precision: 4, scale: 4 }, values: BigInt64Array.of(-5000n, 0n, 25n) },
    { name: 'w', type: { kind: 'decimal', precision: 9, scale: 0 }, values: BigInt64Array.of(-10n, 0n, 100n) },
    { name: 'on', type: { kind: 'date' }, values: Int32Array.of(0, 15_317, 19_797) },
    { name: 'at', type: { kind: 'timestamp' }, values: BigInt64Array.of(0n, 1_500_000n, -1n) },
    { name: 'b', type: { kind: 'bigint' }, values: BigInt64Array.of(1n, 2n, 9_007_199_254_740_993n) },
  ];
  expect((await csvOf(columns)).split('\r\n')).toEqual([
    'n,d,s,w,on,at,b',
    '-5,-12.5,-0.5,-10,1970-01-01,1970-01-01 00:00:00,1',
    '0,0.0001,0,0,2011-12-09,1970-01-01 00:00:01.5,2',
    '7,10000000000000000.0001,0.0025,100,2024-03-15,1969-12-31 23:59:59.999999,9007199254740993',
    '',
  ]);
});

it('is for its owner alone, and holds what the last list had and no more', async () => {
  await csvOf([texts(['long', 'longer', 'longest'])]);
  expect(await csvOf([texts(['x'])])).toBe('a\r\nx\r\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('is read back as it was, but for the apostrophe, whatever the text', async () => {
  const character = fc.oneof(
    fc.constantFrom(...'=+-@＝, "\r\n\t\0\u200b\u00a0a1'),
    fc.integer({ min: 0, max: 0xd7ff }).map(code => String.fromCodePoint(code)),
    fc.integer({ min: 0xe000, max: 0x10ffff }).map(code => String.fromCodePoint(code)),
  );
  const text = fc.array(character, { maxLength: 8 }).map(characters => characters.join(''));
  const values = fc.sample(text, { numRuns: 2000, seed: 1 });
  const [, ...back] = cellsOf(await csvOf([texts(values)]));
  const runs = back.filter(cell => /^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(cell));
  expect([back.map((cell, index) => (cell === `'${values[index]}` ? values[index] : cell)), runs]).toEqual([
    values,
    [],
  ]);
});

/** One cell per line, by RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^"\r\n]*))\r\n/g)].map(([, inside, bare]) =>
    inside === undefined ? (bare ?? '') : inside.replaceAll('""', '"'),
  );
}
