import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/landing/workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

const fault = (row: Record<string, unknown>) => [row.record_number, row.fault, row.raw];

/** The same bytes but for one. */
function spoilt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(copy.length + at) ^ 1, copy.length + at);
  return copy;
}

/** Writes a Parquet, CSV … file by the engine itself. */
async function copy(select: string, name: string, options: string): Promise<Buffer> {
  const path = join(bench.dir, name);
  await bench.engine.run(`copy (${select}) to '${path}' (${options})`);
  return readFileSync(path);
}

describe('ndjson', () => {
  it('keeps numbers as they are spelled, null and empty apart, nested values as JSON, and the union of all keys', async () => {
    bench.write(
      'a.ndjson',
      '{"id": 1.0, "n": 12345678901234567890, "t": "é\\n"}\r\n\n{"t": null, "x": {"a": [1, "}"]}, "": ""}\n',
    );
    await bench.land({ json: { files: 'a.ndjson' } });
    expect(await bench.rows('json')).toEqual([
      { id: '1.0', n: '12345678901234567890', t: 'é\n', x: null, column_5: null },
      { id: null, n: null, t: null, x: '{"a": [1, "}"]}', column_5: '' },
    ]);
  });

  it('has a column for each declared key, also where no record has it yet', async () => {
    bench.write('k.ndjson', '{"id": 1}\n{"id": 2, "tier": "gold"}\n');
    await bench.land({ keys: { files: 'k.ndjson', columns: ['id', 'deleted'] } });
    expect(await bench.rows('keys')).toEqual([
      { id: '1', deleted: null, tier: null },
      { id: '2', deleted: null, tier: 'gold' },
    ]);
  });

  it('refuses what is not one object with single keys', async () => {
    const lines = [
      '{"a": 1}',
      '{"a": 1',
      '[1]',
      '7',
      '{"a": 1, "a": 2}',
      '{"a": "\\ud800"}',
      '{"a": NaN}',
      '{}',
      '{"\\ud83d": "\\ude00"}',
    ];
    bench.write(
      'b.ndjson',
      Buffer.concat([Buffer.from(`${lines.join('\n')}\n{"a": "`), Buffer.of(0xff), Buffer.from('"}')]),
    );
    await bench.land({ broken: { files: 'b.ndjson' } });
    expect(await bench.rows('broken')).toEqual([{ a: '1' }, { a: null }]);
    expect((await bench.refused('broken')).map(fault)).toEqual([
      [2, 'invalid_json', lines[1]],
      [3, 'not_an_object', '[1]'],
      [4, 'not_an_object', '7'],
      [5, 'duplicate_key', lines[4]],
      [6, 'invalid_json', lines[5]],
      [7, 'invalid_json', lines[6]],
      [9, 'invalid_json', lines[8]],
      [10, 'invalid_byte', '{"a": "\ufffd"}'],
    ]);
  });

  it('that is one JSON array says so', async () => {
    bench.write('c.ndjson', '[\n {"a": 1}\n]\n');
    await expect(bench.land({ array: { files: 'c.ndjson' } })).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('is a JSON array'),
    });
  });

  it('refuses lines beyond the limit in one piece', async () => {
    bench.write('d.ndjson', `{"a": 1}\n{"a": "${'x'.repeat(500_000)}"}\n{"a": 3}\n`);
    await bench.land({ long: { files: 'd.ndjson', max_record_bytes: 1024 } });
    expect(await bench.rows('long')).toEqual([{ a: '1' }, { a: '3' }]);
    expect(await bench.refused('long')).toMatchObject([
      { record_number: 2, byte_offset: 9, byte_length: 500_009, fault: 'too_long', raw_truncated: true },
    ]);
  });
});

describe('lines', () => {
  it('are taken apart by the named groups of a pattern that must fit the whole line', async () => {
    bench.write('a.txt', ' 1  x\r\n2\n\n3 y z\n');
    await bench.land({ lines: { files: 'a.txt', format: 'lines', pattern: '\\s*(?<id>\\d+)(?:\\s+(?<note>\\w))?' } });
    expect(await bench.rows('lines')).toEqual([
      { id: '1', note: 'x' },
      { id: '2', note: null },
    ]);
    expect((await bench.refused('lines')).map(fault)).toEqual([[3, 'no_match', '3 y z']]);
  });
});

describe('parquet', () => {
  it('keeps its types and numbers the records of each file', async () => {
    await copy(
      `select 1 as id, date '2024-02-29' as d, 1.50::decimal(9, 2) as m, [1, 2] as l`,
      'p/a.parquet'.replace('/', '-'),
      'format parquet',
    );
    await copy(
      `select i as id, null::date as d, 2::decimal(9, 2) as m, null::int[] as l from range(2) t(i)`,
      'p-b.parquet',
      'format parquet',
    );
    const { drifts } = await bench.land({ typed: { files: 'p-*.parquet' } });
    expect(drifts).toMatchObject([{ file: 'p-b.parquet', retyped: ['id'] }]);
    expect(await bench.rows('typed', '_file, _row, id, d, m, l')).toEqual([
      { _file: 'p-a.parquet', _row: 1, id: 1, d: '2024-02-29', m: 1.5, l: '[1,2]' },
      { _file: 'p-b.parquet', _row: 1, id: 0, d: null, m: 2, l: null },
      { _file: 'p-b.parquet', _row: 2, id: 1, d: null, m: 2, l: null },
    ]);
    expect(bench.manifests('typed')[0]?.columns.map(column => column.type)).toEqual([
      'BIGINT',
      'DATE',
      'DECIMAL(9,2)',
      'INTEGER[]',
    ]);
  });

  it('may have columns called like ours or like those of the engine', async () => {
    for (const [name, value] of [
      ['q-a', 5],
      ['q-b', 6],
    ] as const) {
      await copy(
        `select ${value} as _row, ${value} as file_index, ${value} as filename`,
        `${name}.parquet`,
        'format parquet',
      );
    }
    await bench.land({ ours: { files: 'q-*.parquet' } });
    expect(await bench.rows('ours', '_file, _row, _row_, file_index, filename')).toEqual([
      { _file: 'q-a.parquet', _row: 1, _row_: 5, file_index: 5, filename: 5 },
      { _file: 'q-b.parquet', _row: 1, _row_: 6, file_index: 6, filename: 6 },
    ]);
  });

  it('may have columns that differ only by case or have no name, called and told as those of CSV', async () => {
    bench.write('u-a.parquet', Buffer.from(alike, 'base64'));
    await copy('select 5 as id, 6 as "ID_2"', 'u-b.parquet', 'format parquet');
    const { warnings } = await bench.land({ alike: { files: 'u-*.parquet' } });
    expect(warnings.slice(0, 2)).toEqual([
      'source alike: u-a.parquet: column 3 "ID" is landed as "ID_2"',
      'source alike: u-a.parquet: column 4 has no name and is landed as "column_4"',
    ]);
    expect(await bench.rows('alike', 'id, "ID_2", column_4')).toEqual([
      { id: 1, ID_2: 3, column_4: 4 },
      { id: 5, ID_2: 6, column_4: null },
    ]);
  });

  it('that is damaged is an error of that file', async () => {
    const whole = await copy(
      'select i, md5(i::varchar) as h from range(20000) t(i)',
      'whole.parquet',
      'format parquet',
    );
    bench.write('r-cut.parquet', whole.subarray(0, -100));
    await expect(bench.land({ cut: { files: 'r-*.parquet' } })).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('r-cut.parquet cannot be read as Parquet'),
    });
    bench.write('t-ok.parquet', whole);
    bench.write('t-spoilt.parquet', Buffer.concat([whole.subarray(0, 4), Buffer.alloc(5000, 7), whole.subarray(5004)]));
    await expect(bench.land({ spoilt: { files: 't-*.parquet' } })).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('t-spoilt.parquet cannot be read as Parquet'),
    });
  });
});

describe('packed files', () => {
  it('are known by their first bytes, in several members or frames too', async () => {
    bench.write('z/a.csv', Buffer.concat([gzipSync('id\n1\n'), gzipSync('2\n')]));
    const frame = await copy(`select 3 as id`, 'frame.csv.zst', 'format csv, header, compression zstd');
    const next = await copy(`select 4 as id`, 'next.csv.zst', 'format csv, header false, compression zstd');
    bench.write('z/b.csv', Buffer.concat([frame, next]));
    await bench.land({ packed: { files: 'z/*.csv' } });
    expect((await bench.rows('packed')).map(row => row.id)).toEqual(['1', '2', '3', '4']);
  });

  /** Made by `zstd` 1.5, which ends a frame with the checksum of its content. */
  const checked = Buffer.from('KLUv/QRYiQAAaWQsbgoxLG9uZQoyLHR3bwr29Rch', 'base64');
  const further = Buffer.from('KLUv/QRYQQAAMyx0aHJlZQohd4Ad', 'base64');
  const skipped = Buffer.from('502a4d1803000000616263', 'hex');

  it('are held against the checksums of their frames', async () => {
    bench.write('checked.csv', Buffer.concat([checked, skipped, further]));
    await bench.land({ checked: { files: 'checked.csv' } });
    expect((await bench.rows('checked')).map(row => row.n)).toEqual(['one', 'two', 'three']);
    const at = checked.indexOf('one');
    for (const broken of [
      Buffer.concat([checked.subarray(0, at), Buffer.from('ons'), checked.subarray(at + 3), further]),
      Buffer.concat([checked, spoilt(further, -1)]),
    ]) {
      bench.write('broken.csv', broken);
      await expect(bench.land({ broken: { files: 'broken.csv' } })).rejects.toMatchObject({
        code: 4,
        message: expect.stringMatching(/broken.csv is damaged: its checksum is of other content$/),
      });
    }
    for (const cut of [1, 4, 5, 20]) {
      bench.write('cut.csv', checked.subarray(0, checked.length - cut));
      await expect(bench.land({ cut: { files: 'cut.csv' } })).rejects.toMatchObject({
        code: 4,
        message: expect.stringContaining('cut.csv is cut short'),
      });
    }
  });

  it('that are cut short or hold files of their own are errors', async () => {
    const packed = await copy(
      'select i, md5(i::varchar) as h from range(5000) t(i)',
      'h.csv.zst',
      'format csv, header, compression zstd',
    );
    for (const [content, why] of [
      [packed.subarray(0, packed.length - 3), 'is cut short'],
      [packed.subarray(0, packed.length >> 1), 'is cut short'],
      [gzipSync('id\n1\n').subarray(0, 20), 'is cut short'],
      [spoilt(gzipSync('id\n1\n'), -8), 'is damaged'],
      [Buffer.from('PK\u0003\u0004 and so on'), 'is a zip archive or a workbook'],
    ] as const) {
      bench.write('cut.csv', content);
      await expect(bench.land({ cut_short: { files: 'cut.csv' } })).rejects.toMatchObject({
        code: 4,
        message: expect.stringContaining(why),
      });
    }
  });
});

describe('encodings', () => {
  it.each([
    ['utf-16', Buffer.from('\ufeffid,n\n1,é客\n', 'utf16le')],
    ['latin-1', Buffer.from('id,n\n1,é\n', 'latin1')],
    ['windows-1250', Buffer.from([...Buffer.from('id,n\n1,'), 0xb3, 0x0a])],
    ['latin-2', Buffer.from([...Buffer.from('id,n\n1,'), 0xb1, 0x0a])],
    ['windows-1252', Buffer.from([...Buffer.from('id,n\n1,'), 0x80, 0x0a])],
    ['gb18030', Buffer.from([...Buffer.from('id,n\n1,'), 0xbf, 0xcd, 0x0a])],
  ])('%s is read, packed or not', async (encoding, bytes) => {
    const name = encoding.replace(/\W/g, '_');
    bench.write(`${name}/a.csv`, bytes);
    bench.write(`${name}/b.csv`, gzipSync(bytes));
    await bench.land({ [name]: { files: `${name}/*.csv`, encoding } });
    const central = { 'windows-1250': 'ł', 'latin-2': 'ą' };
    const text = { 'utf-16': 'é客', 'latin-1': 'é', ...central, 'windows-1252': '€', gb18030: '客' }[encoding];
    expect(await bench.rows(name)).toEqual([
      { id: '1', n: text },
      { id: '1', n: text },
    ]);
  });

  it('refuse exactly the records with bytes that mean nothing in them', async () => {
    bench.write('w.csv', Buffer.from([...Buffer.from('id\n1\n'), 0x81, ...Buffer.from('\n3\n')]));
    await bench.land({ holes: { files: 'w.csv', encoding: 'windows-1252' } });
    expect(await bench.rows('holes')).toEqual([{ id: '1' }, { id: '3' }]);
    expect((await bench.refused('holes')).map(fault)).toEqual([[2, 'invalid_byte', '\ufffd']]);
  });
});

/** By pyarrow, since the engine writes no such names: id 1, s {a: 2}, ID 3, and 4 without a name. */
const alike =
  'UEFSMRUAFRQVFCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAFQAVFBUULBUCFQAVBhUGHAAAAAIAAAACAgIAAAAVABUUFRQsFQIVABUGFQYcAAAAAgAAAAIB' +
  'AwAAABUAFRQVFCwVAhUAFQYVBhwAAAACAAAAAgEEAAAAFQQZbDUAGAZzY2hlbWEVCAAVAiUCGAJpZAA1AhgBcxUCABUCJQIYAWEAFQIlAhgCSUQAFQIl' +
  'AhgAABYCGRwZTCYAHBUCGSUGABkYAmlkFQAWAhY6FjomCEkcFQAVABUCADwpBhkmAAIAAAAmABwVAhklBgAZKAFzAWEVABYCFjoWOiZCSRwVABUAFQIA' +
  'PCkGGTYAAAIAAAAmABwVAhklBgAZGAJJRBUAFgIWOhY6JnxJHBUAFQAVAgA8KQYZJgACAAAAJgAcFQIZJQYAGRgAFQAWAhY6FjomtgFJHBUAFQAVAgA8' +
  'KQYZJgACAAAAFugBFgImCBboAQAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGUwcAAAcAAAcAAAcAAAAKQEAAFBBUjE=';
