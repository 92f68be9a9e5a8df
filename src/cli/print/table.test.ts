import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sheet, sheetOf } from './sheet.js';
import { tableOf } from './table.js';
import { truncate, widthOf } from './truncate.js';

describe('tableOf', () => {
  it('puts numbers to the right, their points below each other, and texts to the left', () => {
    expect(
      text(
        sheetOf([
          { segment: 'Champions', customers: 812, revenue: 1234.5 },
          { segment: '', customers: 7, revenue: -3 },
        ]),
      ),
    ).toBe(
      [
        'segment    customers  revenue',
        '─────────  ─────────  ───────',
        'Champions        812   1234.5',
        '                   7     -3.0',
        '',
      ].join('\n'),
    );
  });

  it('counts what a terminal shows: two columns for CJK and emoji, none for combining marks', () => {
    const lines = text(
      sheetOf([
        { name: '山田', n: 1 },
        { name: '👩‍👩‍👧 x', n: 2 },
        { name: 'e\u0301', n: 3 },
      ]),
    ).split('\n');
    expect(lines.slice(2, 5)).toEqual(['山田  1', '👩‍👩‍👧 x  2', 'é     3'.replace('é', 'e\u0301')]);
  });

  it('shows null, true and what the engine calls a number though it comes as text', () => {
    const sheet: Sheet = {
      columns: ['a', 'big'],
      numeric: [false, true],
      rows: [
        [null, '12345678901234567.5'],
        [true, 2],
      ],
    };
    expect(text(sheet).split('\n').slice(2, 4)).toEqual(['null  12345678901234567.5', 'true                  2.0']);
  });

  it('does not stretch long fractions, nor touch powers of ten', () => {
    const cells = text(sheetOf([{ n: 1 / 3 }, { n: 2 }, { n: 1e21 }]))
      .split('\n')
      .slice(2, 5)
      .map(line => line.trim());
    expect(cells).toEqual(['0.3333333333333333', '2', '1e+21']);
  });

  it('keeps names and cells on their line', () => {
    const lines = text({ columns: ['a\nb\u001b[31m'], rows: [['x\r\ny\u202e']] }).split('\n');
    expect(lines).toEqual(['a␊b␛[31m', '────────────', 'x␍␊y\\u{202e}', '']);
  });

  it('has a head also when there are no rows', () => {
    expect(text({ columns: ['a', 'bc'], rows: [] })).toBe('a  bc\n─  ──\n');
  });

  it('cuts the widest texts first, never a number, and says so', () => {
    const sheet = sheetOf([{ id: 'C-1', note: 'a long story about nothing at all', total: 1234567.25 }]);
    const { lines, isCut } = tableOf(sheet, { width: 30 });
    expect(isCut).toBe(true);
    expect([...lines][2]).toBe('C-1  a long story…  1234567.25\n');
    expect(tableOf(sheet, { width: 80 }).isCut).toBe(false);
    expect(tableOf(sheet).isCut).toBe(false);
  });

  it('gives each row a block of lines where even the narrowest table is too wide', () => {
    const sheet: Sheet = {
      columns: ['first', 'second'],
      rows: [['a long value of this row', 'another long value of it']],
    };
    const { lines, isCut } = tableOf(sheet, { width: 12 });
    expect([...lines].join('')).toBe(
      '── row 1 ──\nfirst   a long value of this row\nsecond  another long value of it\n',
    );
    expect(isCut).toBe(false);
  });

  it('never passes the width of the terminal unless it says every cell in full', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer(), fc.constant(null));
    const row = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 10, max: 120 }), (rows, width) => {
        const lines = [...tableOf({ columns: ['a', 'b', 'c'], rows }, { width }).lines];
        if (lines[0]?.startsWith('──')) return;
        for (const line of lines) expect(widthOf(line.slice(0, -1))).toBeLessThanOrEqual(width);
      }),
      { seed: 8 },
    );
  });

  it('draws ten thousand rows in well under two seconds', () => {
    const records = Array.from({ length: 10_000 }, (_, n) => ({
      n,
      name: `山田 ${n}`,
      city: 'Zürich',
      amount: n / 4,
      flag: n % 2 === 0,
    }));
    const before = performance.now();
    const lines = [...tableOf(sheetOf(records), { width: 100 }).lines];
    expect(lines).toHaveLength(10_002);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('truncate', () => {
  it.each([
    ['short', 5, 'short'],
    ['too long', 5, 'too …'],
    ['山田太郎', 5, '山田…'],
    ['山田太郎', 4, '山…'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('%s to %i columns: %s', (given, width, cut) => {
    expect(truncate(given, width)).toBe(cut);
  });
});

function text(sheet: Sheet): string {
  return [...tableOf(sheet).lines].join('');
}
