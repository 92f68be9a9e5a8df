import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { print, printSheet, printSheets, say } from './output.js';
import type { Sheet } from './print/sheet.js';

const sheet: Sheet = {
  columns: ['name', 'amount', 'note'],
  rows: [
    ['a,"b"\nc', 1.5, null],
    ['', '12345678901234567890', '=1+1'],
  ],
};

describe('printSheet', () => {
  it('with --json: an array, an object per line', async () => {
    const text = await printed(out => printSheet(sheet, { json: true, quiet: true }, out));
    expect(text).toBe(
      '[{"name":"a,\\"b\\"\\nc","amount":1.5,"note":null},\n {"name":"","amount":"12345678901234567890","note":"=1+1"}]\n',
    );
  });

  it('with --json and no rows: an empty array', async () => {
    expect(await printed(out => printSheet({ columns: ['a'], rows: [] }, { json: true }, out))).toBe('[]\n');
  });

  it('with --csv: RFC 4180, null empty, an empty text quoted, a formula as it is', async () => {
    const text = await printed(out => printSheet(sheet, { csv: true, quiet: true }, out));
    expect(text).toBe('name,amount,note\r\n"a,""b""\nc",1.5,\r\n"",12345678901234567890,=1+1\r\n');
  });

  it('with --csv on a terminal: data cannot steer it, in a pipe it is exact', async () => {
    const hostile: Sheet = { columns: ['a'], rows: [['\u001b[2J']] };
    expect(await printed(out => printSheet(hostile, { csv: true, quiet: true }, out))).toBe('a\r\n\u001b[2J\r\n');
    expect(await printed(out => printSheet(hostile, { csv: true, quiet: true }, terminal(out)))).toBe('a\n␛[2J\n');
  });

  it('waits for a slow reader and loses nothing', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => [`row ${n}`]);
    const text = await printed(out => printSheet({ columns: ['a'], rows }, { csv: true, quiet: true }, out));
    expect(text.split('\r\n')).toHaveLength(20_002);
  });
});

describe('printSheets', () => {
  const columns = ['name', 'amount'];
  const pieces: Sheet[] = [
    { columns, rows: [['tea', 1.5]] },
    { columns, rows: [] },
    {
      columns,
      rows: [
        ['a long name', 12.25],
        ['mug', 3],
      ],
    },
  ];

  it('says in pieces what one answer of all rows says, but for the widths of a table, which are those of the first', async () => {
    const rows = pieces.flatMap(piece => piece.rows);
    for (const format of [{ json: true }, { csv: true }] as const)
      expect(await printed(out => printSheets(pieces, format, out))).toBe(
        await printed(out => printSheet({ columns, rows }, format, out)),
      );
    expect(await printed(out => printSheets(pieces, { quiet: true }, out))).toBe(
      'name  amount\n────  ──────\ntea      1.5\na long name   12.25\nmug      3.0\n',
    );
    expect(await printed(out => printSheets([{ columns, rows: [] }], { json: true }, out))).toBe('[]\n');
  });

  it.each([{ json: true }, { csv: true }, {}] as const)(
    '%j writes a piece before it asks for the next',
    async format => {
      const seen: string[] = [];
      const out = new Writable({
        write(chunk, _, done) {
          seen.push(String(chunk));
          done();
        },
      });
      async function* answer() {
        for (const piece of pieces) {
          yield piece;
          expect(seen.join('')).toContain(piece.rows.at(-1)?.[0] ?? 'tea');
        }
      }
      await printSheets(answer(), { ...format, quiet: true }, out);
    },
  );

  it('rows as blocks of lines are numbered through', async () => {
    const narrow = (out: Writable) => Object.assign(out, { isTTY: true, columns: 8 });
    const text = await printed(out => printSheets(pieces, { quiet: true }, narrow(out)));
    expect(text.match(/── row \d ──/g)).toEqual(['── row 1 ──', '── row 2 ──', '── row 3 ──']);
  });
});

describe('print', () => {
  it('prints the text for people with one line end, the value with --json', async () => {
    const answer = { value: { rows: 1 }, text: 'one row\n\n' };
    expect(await printed(out => print(answer, {}, out))).toBe('one row\n');
    expect(await printed(out => print(answer, { json: true }, out))).toBe('{"rows":1}\n');
    expect(await printed(out => print(answer, { json: true }, terminal(out)))).toBe('{\n  "rows": 1\n}\n');
  });

  it('refuses --csv where there are no rows', async () => {
    await expect(printed(out => print({ value: 1, text: '1' }, { csv: true }, out))).rejects.toMatchObject({ code: 2 });
  });
});

it('a note shows what of data would steer the terminal, and keeps its lines', async () => {
  expect(await printed(async out => say('warning: \u001b[2Jname is left out\nsee there', {}, out))).toBe(
    'warning: ␛[2Jname is left out\nsee there\n',
  );
});

async function printed(work: (out: Writable) => Promise<void>): Promise<string> {
  const pieces: string[] = [];
  const out = new Writable({
    highWaterMark: 1024,
    write: (piece, _, done) => {
      pieces.push(String(piece));
      setImmediate(done);
    },
  });
  await work(out);
  await new Promise(resolve => out.end(resolve));
  return pieces.join('');
}

function terminal(out: Writable): Writable & { isTTY: boolean; columns: number } {
  return Object.assign(out, { isTTY: true, columns: 80 });
}
