import { describe, expect, it } from 'vitest';
import { tableSection } from './paragraph.js';
import { sheetOf } from './sheet.js';
import { widthOf } from './truncate.js';

const refused = sheetOf([
  { file: 'orders.csv', row: 2, message: 'net_amount is not an amount, written as €1,234.50: "on request"' },
]);

describe('a table below a heading', () => {
  it('is cut to the width of a terminal, and says so', () => {
    const lines = tableSection('refused', refused, { isTTY: true, columns: 60 }).split('\n');
    expect(lines).toContain('  orders.csv    2  net_amount is not an amount, written as …');
    expect(lines).toContain('  texts are cut to the width of the terminal; --json has all of them');
    expect(
      lines
        .slice(0, 5)
        .map(widthOf)
        .filter(width => width > 60),
    ).toEqual([]);
  });

  it('says every row in lines of its own where a cell would be cut to a few letters', () => {
    const columns = Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [`column ${at}`, `a text of some length ${at}`]),
    );
    const text = tableSection('wide', sheetOf([columns]), { isTTY: true, columns: 80 });
    expect(text).toContain('  ── row 1 ──\n  column 0  a text of some length 0\n');
    expect(text).not.toContain('…');
  });

  it('is whole in a pipe, whatever the terminal', () => {
    for (const pipe of [{}, { columns: 20 }, { isTTY: false, columns: 20 }])
      expect(tableSection('refused', refused, pipe)).toContain('written as €1,234.50: "on request"\n');
  });
});
