import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/landing/workbench.js';
import { rounds } from '../../fixtures/rounds.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

const shaping = [
  '"',
  ',',
  '\n',
  '\r',
  '\r\n',
  'a',
  ' ',
  ';',
  '\t',
  '\u0000',
  '\u0001',
  '\u001f',
  'é',
  '客',
  '😀',
  '\ufeff',
  '#',
  '\\',
  "'",
];

/** A field: null, or any text, with a liking for what shapes a CSV. */
const field = fc.oneof(
  fc.constantFrom(null, '', 'NULL', '-', ' '),
  fc.string({ unit: fc.constantFrom(...shaping) }),
  fc.string({ unit: 'binary' }),
);

interface Written {
  newline: string;
  hasMark: boolean;
  endsWithNewline: boolean;
  quotesAll: boolean;
  rows: (string | null)[][];
}

/** A table, and how it is written down. */
const written: fc.Arbitrary<Written> = fc.integer({ min: 1, max: 4 }).chain(width =>
  fc.record({
    newline: fc.constantFrom('\n', '\r\n'),
    hasMark: fc.boolean(),
    endsWithNewline: width === 1 ? fc.constant(true) : fc.boolean(),
    quotesAll: fc.boolean(),
    rows: fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  }),
);

/** The engine cannot be told of two-byte newlines, and guesses wrong when others stand inside quotes. */
function hasReturnsInQuotes({ newline, rows }: Written): boolean {
  return newline === '\r\n' && rows.flat().some(text => /[\r\n]/.test(text ?? ''));
}

function csvText({ rows, newline, hasMark, endsWithNewline, quotesAll }: Written, delimiter: string): string {
  const one = (text: string | null) => {
    if (text === null) return '';
    const isBare = !quotesAll && text !== '' && !/["\r\n]/.test(text) && !text.includes(delimiter);
    return isBare ? text : `"${text.replaceAll('"', '""')}"`;
  };
  const header = (rows[0] ?? []).map((_, index) => `c${index}`);
  const lines = [header, ...rows].map(row => row.map(one).join(delimiter));
  return `${hasMark ? '\ufeff' : ''}${lines.join(newline)}${endsWithNewline ? newline : ''}`;
}

describe('a well-formed CSV', () => {
  it.each([',', ';', '\t', '|', '\u0001', '\u001f'])(
    'parted by %j is read by the engine and by the exact reader alike (RFC 4180)',
    async delimiter => {
      const tables = fc.sample(written, { numRuns: rounds(30), seed: 7 });
      const name = `s${delimiter.charCodeAt(0)}`;
      for (const [index, table] of tables.entries()) {
        const text = csvText(table, delimiter);
        const surplus = `${table.endsWithNewline ? '' : table.newline}${`x${delimiter}`.repeat(table.rows[0]?.length ?? 0)}`;
        bench.write(`${name}/${index}-plain.csv`, text);
        bench.write(`${name}/${index}-odd.csv`, `${text}${surplus}`);
      }
      await bench.land({ [name]: { files: `${name}/*.csv`, delimiter } });
      const files = new Map(bench.manifests(name)[0]?.files.map(file => [file.path, file]));
      const landed = await bench.rows(name, '_file, c0, c1, c2, c3');
      for (const [index, table] of tables.entries()) {
        for (const kind of ['plain', 'odd'] as const) {
          const path = `${index}-${kind}.csv`;
          const reader = kind === 'plain' && !hasReturnsInQuotes(table) ? 'engine' : 'exact';
          expect(files.get(path)).toMatchObject({ reader, rows: table.rows.length, refused: kind === 'odd' ? 1 : 0 });
          const read = landed.filter(row => row._file === path).map(({ c0, c1, c2, c3 }) => [c0, c1, c2, c3]);
          expect(read.map(row => row.slice(0, table.rows[0]?.length))).toEqual(table.rows);
        }
      }
    },
  );
});

/** What is left of a text, and what was refused: `[fault, raw, offset]` each. */
async function landed(content: string | Uint8Array, options: object = {}) {
  bench.write('one/a.csv', content);
  const name = nameOf(content);
  await bench.land({ [name]: { files: 'one/a.csv', format: 'csv', expect: { min_rows: 0 }, ...options } });
  const refused = (await bench.refused(name)).map(row => [row.fault, row.raw, row.byte_offset]);
  return { rows: (await bench.rows(name)).map(row => Object.values(row)), refused };
}

function nameOf(content: string | Uint8Array): string {
  return `one_${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}

describe('a fault in a CSV', () => {
  it('refuses the line of a quote that never closes, and none of its neighbours', async () => {
    expect(await landed('a,b\n1,x\n2,"y\n3,z\n')).toEqual({
      rows: [
        ['1', 'x'],
        ['3', 'z'],
      ],
      refused: [['unclosed_quote', '2,"y', 8]],
    });
  });

  it('refuses the line of a closing quote that is followed by other text', async () => {
    expect(await landed('a,b\n1,"x" y\n2,"y"\n3,"z\n4,"w"\n')).toEqual({
      rows: [
        ['2', 'y'],
        ['4', 'w'],
      ],
      refused: [
        ['text_after_quote', '1,"x" y', 4],
        ['text_after_quote', '3,"z', 18],
      ],
    });
  });

  it('refuses records that are too narrow or too wide', async () => {
    expect(await landed('a,b\n1\n2,y\n3,z,\n\n4,\n')).toEqual({
      rows: [
        ['2', 'y'],
        ['4', null],
      ],
      refused: [
        ['missing_columns', '1', 4],
        ['surplus_columns', '3,z,', 10],
      ],
    });
  });

  it('refuses records with bytes that are not UTF-8, also where a character is cut by the end', async () => {
    const text = Buffer.concat([
      Buffer.from('a,b\n1,é\n2,'),
      Buffer.of(0xff),
      Buffer.from('\n3,z\n4,'),
      Buffer.of(0xe2, 0x82),
    ]);
    expect(await landed(text)).toEqual({
      rows: [
        ['1', 'é'],
        ['3', 'z'],
      ],
      refused: [
        ['invalid_byte', '2,\ufffd', 9],
        ['invalid_byte', '4,\ufffd', 17],
      ],
    });
  });

  it('refuses a record that is too long, whether it is one line or many', async () => {
    const long = 'x'.repeat(3000);
    const lines = 'y\n'.repeat(1000);
    const { rows, refused } = await landed(`a,b\n1,${long}\n2,y\n3,"${long}\n4,z\n`, { max_record_bytes: 1024 });
    expect(rows).toEqual([
      ['2', 'y'],
      ['4', 'z'],
    ]);
    expect(refused.map(([fault]) => fault)).toEqual(['too_long', 'too_long']);
    expect((await landed(`a,b\n1,"${lines}"\n2,y\n`, { max_record_bytes: 4096 })).rows).toEqual([
      ['1', lines],
      ['2', 'y'],
    ]);
  });

  it('reads doubled quotes and newlines in quotes wherever a buffer or a share of a thread may end', async () => {
    for (const records of [5000, 40_000, 200_000]) {
      const values = Array.from({ length: records }, (_, index) => [`${index}`, `${'"'.repeat(index % 3)}\n${index},`]);
      const text = values.map(([id, value]) => `${id},"${value?.replaceAll('"', '""')}"\n`).join('');
      const { rows, refused } = await landed(`a,b\n${text}`);
      expect(refused).toEqual([]);
      expect(rows.length).toBe(records);
      expect(
        rows.filter(([id], index) => id !== values[index]?.[0] || rows[index]?.[1] !== values[index]?.[1]),
      ).toEqual([]);
    }
  });

  it('leaves quotes inside an unquoted field, mixed newlines and lone carriage returns to be text and newlines', async () => {
    expect(await landed('a,b\r\n5" pipe, "x"\n2,y\r3,z\r\n')).toEqual({
      rows: [
        ['5" pipe', ' "x"'],
        ['2', 'y'],
        ['3', 'z'],
      ],
      refused: [],
    });
  });

  it('is found in time that grows with the file, not with its square', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `${index},"${'""'.repeat(index % 3)}`).join('\n');
    const start = performance.now();
    const { rows, refused } = await landed(`a,b\n${lines}\n`);
    expect(rows.length + refused.length).toBeGreaterThan(10_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('a header', () => {
  it('that repeats or lacks names gets unique ones', async () => {
    expect(await landed('a,A,,_row\n1,2,3,4\n')).toMatchObject({ rows: [['1', '2', '3', '4']] });
    const columns = bench.manifests(nameOf('a,A,,_row\n1,2,3,4\n'))[0]?.columns;
    expect(columns?.map(column => column.name)).toEqual(['a', 'A_2', 'column_3', '_row_']);
  });

  it('that cannot be one is an error of the file', async () => {
    for (const [text, why] of [
      ['a,"b\n1,2\n', 'its quotes do not close'],
      ['a\u0000,b\n1,2\n', 'NUL'],
      ['{"a": 1}\n', 'it is JSON'],
      [Buffer.from('ff00ff00', 'hex'), 'NUL'],
    ] as const) {
      await expect(landed(text)).rejects.toMatchObject({ code: 4, message: expect.stringContaining(why) });
    }
  });

  it('may be absent', async () => {
    expect(await landed('1,2\n3\n', { header: false, columns: ['x', 'y'] })).toMatchObject({
      rows: [['1', '2']],
      refused: [['missing_columns', '3', 4]],
    });
  });
});

describe('a large CSV whose quoted text looks like records', () => {
  const lines = Array.from({ length: 90_000 }, (_, index) => {
    const note = Array.from({ length: index % 4 }, (_, line) => `${index + line},1,"",x`).join('\n');
    return `${index + 1},${index % 7},"${note.replaceAll('"', '""')}",${'y'.repeat(index % 200)}`;
  });
  const text = `id,n,note,fill\n${lines.join('\n')}\n`;

  it.each([
    ['as it is', text, 'engine', 0],
    ['in pieces, past a bad record', `${text}bad\n`, 'exact', 1],
  ])('is read %s, every record at its place', async (_, content, reader, refused) => {
    expect(content.length).toBeGreaterThan(10_000_000);
    const name = nameOf(content);
    bench.write('large/a.csv', content);
    await bench.land({ [name]: { files: 'large/a.csv' } });
    expect(bench.manifests(name)[0]?.files).toMatchObject([{ reader, rows: lines.length, refused }]);
    const misplaced = 'cast(id as int) <> _row or length(fill) is distinct from nullif((_row - 1) % 200, 0)';
    expect(await bench.sums(name, `count(*) filter (${misplaced}) as misplaced`)).toEqual({ misplaced: 0 });
  });
});
