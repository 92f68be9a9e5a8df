import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Table } from '../table.js';
import { csvHeader, csvRows } from './csv.js';

const texts = (values: (string | null)[]): Table => ({
  rows: values.length,
  columns: [
    {
      name: 'a',
      type: { kind: 'text' },
      values: values.map(value => value ?? ''),
      present: Uint8Array.from(values, value => (value === null ? 0 : 1)),
    },
  ],
});

it('quotes as RFC 4180 says and keeps null and empty text apart', () => {
  expect(csvHeader(['a', 'b "c"'])).toBe('a,"b ""c"""\r\n');
  expect(csvRows(texts(['x,y', 'two\nlines', '', null, ' edge', 'Tea & Co']))).toBe(
    '"x,y"\r\n"two\nlines"\r\n""\r\n\r\n" edge"\r\nTea & Co\r\n',
  );
});

it('puts an apostrophe before text that a spreadsheet would run', () => {
  const formulas = ['=1+1', '+49 30', '-2', '@sum(a1)', '\t=1', '\r1', ' =1', '\u200b=1', '＝1'];
  const cells = csvRows(texts(formulas)).split(/\r\n(?!1)/);
  for (const cell of cells.slice(0, -1)) expect(cell).toMatch(/^"?'/);
});

it('leaves numbers numbers, exact to the last digit', () => {
  const table: Table = {
    rows: 3,
    columns: [
      { name: 'n', type: { kind: 'integer' }, values: Int32Array.of(-5, 0, 7) },
      { name: 'd', type: { kind: 'decimal', precision: 38, scale: 4 }, values: [-125000n, 1n, 10n ** 20n + 1n] },
      { name: 'on', type: { kind: 'date' }, values: Int32Array.of(0, 15_317, 19_797) },
      { name: 'b', type: { kind: 'bigint' }, values: BigInt64Array.of(1n, 2n, 9_007_199_254_740_993n) },
    ],
  };
  expect(csvRows(table)).toBe(
    '-5,-12.5,1970-01-01,1\r\n0,0.0001,2011-12-09,2\r\n7,10000000000000000.0001,2024-03-15,9007199254740993\r\n',
  );
});

it('is read back as it was, but for the apostrophe, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), values => {
      const back = cellsOf(csvRows(texts(values)));
      const runs = back.filter(cell => /^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(cell));
      expect([back.map((cell, index) => (cell === `'${values[index]}` ? values[index] : cell)), runs]).toEqual([
        values,
        [],
      ]);
    }),
    { seed: 1 },
  );
});

/** One cell per line, by RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^"\r\n]*))\r\n/g)].map(([, inside, bare]) =>
    inside === undefined ? (bare ?? '') : inside.replaceAll('""', '"'),
  );
}
