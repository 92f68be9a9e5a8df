import { createHash } from 'node:crypto';
import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';
import { sourceSchema } from '../src/project/source-schema.js';
import { planLanding } from './land-plan.js';
import { manifestText } from './manifest.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await workbench();
});
afterEach(() => bench.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sumOf = (folder: string, name: string) => {
  const content = readFileSync(join(folder, name));
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
};
const sales = { sales: { files: 'in/*.csv' } };

describe('landing', () => {
  it('keeps text as text, null and empty apart, and says where each record comes from', async () => {
    bench.write('in/b.csv', 'id,note\n007,\n"1,5",""\n');
    bench.write('in/a.csv', 'id,note\nNULL,"x ""y"""\n');
    await bench.land(sales);
    expect(await bench.rows('sales', '*')).toEqual([
      { ...from('a.csv', 1), id: 'NULL', note: 'x "y"' },
      { ...from('b.csv', 1), id: '007', note: null },
      { ...from('b.csv', 2), id: '1,5', note: '' },
    ]);
  });

  // 125,000 records of 6 and of 300 bytes: a group of 245,760 would be 1.5 and 74 MB; the engine's own hold 122,880.
  it.each([
    { bytes: 6, groups: 1 },
    { bytes: 300, groups: 2 },
  ])('keeps records of $bytes bytes in groups of their own size: $groups', async ({ bytes, groups }) => {
    bench.write('in/a.csv', `n\n${`${'7'.repeat(bytes - 1)}\n`.repeat(125_000)}`);
    await bench.land(sales);
    const path = join(bench.landing, 'sales', '000001', 'data.parquet');
    const counted = await bench.engine.query(`select num_row_groups from parquet_file_metadata('${path}')`);
    expect(Number(counted.columns[0]?.values[0])).toBe(groups);
  });

  it('writes a manifest that accounts for every file', async () => {
    const text = 'id,n\n1,a\n1,a\n1,a\n2\n';
    bench.write('in/a.csv', text);
    await bench.land(sales);
    const [manifest] = bench.manifests('sales');
    const batch = join(bench.landing, 'sales', '000001');
    expect(manifest).toEqual({
      batch: '000001',
      source: 'sales',
      landed_at: '1970-01-01T00:00:00.000Z',
      columns: [
        { name: 'id', type: 'VARCHAR' },
        { name: 'n', type: 'VARCHAR' },
      ],
      rows: 3,
      refused: 1,
      repeats: 2,
      data: ['data.parquet'],
      parquet: ['data', 'refused', 'repeats'].map(name => sumOf(batch, `${name}.parquet`)),
      drift: [],
      files: [
        {
          path: 'a.csv',
          bytes: text.length,
          bytes_sha256: sha256(text),
          sha256: sha256(text),
          rows: 3,
          refused: 1,
          repeats: 2,
          header: ['id', 'n'],
          encoding: 'utf-8',
          reading: '{"format":"csv","quote":"\\"","header":true}',
          reader: 'exact',
        },
      ],
    });
    const where = { _batch: '000001', _source: 'sales', _file: 'a.csv' };
    expect(await bench.repeats('sales')).toEqual([2, 3].map(_row => ({ ...where, _row })));
    expect(await bench.refused('sales')).toEqual([
      {
        ...where,
        _row: null,
        record_number: 4,
        byte_offset: 17,
        byte_length: 1,
        fault: 'missing_columns',
        message: 'has 1 field, expected 2',
        raw: '2',
        raw_truncated: false,
      },
    ]);
  });

  it('tells of files without records that come beside others', async () => {
    for (const [name, text] of Object.entries({ a: 'id\n1\n', b: '', c: 'id\n' })) bench.write(`in/${name}.csv`, text);
    expect((await bench.land(sales)).warnings).toEqual(['source sales: b.csv and 1 more file: no records in it']);
  });

  it('lands nothing a second time, packed or not', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    expect(await bench.land(sales)).toEqual({ batches: [], unchanged: 1, drifts: [], twins: [], warnings: [] });
    bench.write('in/a.csv', gzipSync('id\n1\n'));
    expect(await bench.land(sales)).toMatchObject({ batches: [], unchanged: 1 });
    expect(bench.manifests('sales').map(({ batch }) => batch)).toEqual(['000001']);
  });

  /** Truth: '1000000' < '999999': as texts, by which tables order batches. */
  it('refuses a batch whose name would sort before the last one', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    const folder = join(bench.landing, 'sales');
    const { checksum: _, ...first } = JSON.parse(readFileSync(join(folder, '000001', 'manifest.json'), 'utf8'));
    writeFileSync(join(folder, '000001', 'manifest.json'), manifestText({ ...first, batch: '999999' }));
    renameSync(join(folder, '000001'), join(folder, '999999'));
    expect(await bench.land(sales)).toMatchObject({ batches: [], unchanged: 1 });
    bench.write('in/b.csv', 'id\n2\n');
    await expect(bench.land(sales)).rejects.toMatchObject({
      code: 4,
      message: expect.stringMatching('999,999 batches'),
    });
    expect(readdirSync(folder).filter(name => /^\d/.test(name))).toEqual(['999999']);
  });

  it('lets a new version of a file take the place of the old one, and the old one come back', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    bench.write('in/b.csv', 'id\n2\n');
    await bench.land(sales);
    bench.write('in/a.csv', 'id\n3\n');
    await bench.land(sales);
    expect(bench.manifests('sales')[1]?.files).toMatchObject([{ path: 'a.csv', supersedes: '000001' }]);
    expect(await bench.rows('sales')).toEqual([{ id: '3' }, { id: '2' }]);
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    expect(await bench.rows('sales')).toEqual([{ id: '1' }, { id: '2' }]);
  });

  it('lands a file again whose encoding or delimiter was wrong, and once only', async () => {
    bench.write('in/a.csv', Buffer.from('id;name\n1;Käthe\n2;Uwe\n', 'latin1'));
    await bench.land(sales);
    expect(bench.manifests('sales')[0]).toMatchObject({ rows: 1, refused: 1 });
    const mended = { sales: { files: 'in/*.csv', delimiter: ';', encoding: 'windows-1252' } };
    const sources = { sales: sourceSchema.parse(mended.sales) };
    const planned = await planLanding({ sources, projectDir: bench.dir, landing: bench.landing });
    expect(planned).toMatchObject([{ files: [{ name: 'a.csv', why: 'reading' }], unchanged: 0 }]);
    await bench.land(mended);
    expect(await bench.rows('sales', 'name')).toEqual([{ name: 'Käthe' }, { name: 'Uwe' }]);
    expect(await bench.land(mended)).toMatchObject({ batches: [], unchanged: 1 });
  });

  it('lands the same content under another path', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    bench.write('in/b.csv', 'id\n1\n');
    await bench.land(sales);
    expect(await bench.rows('sales', '_batch, _file, id')).toEqual([
      { _batch: '000001', _file: 'a.csv', id: '1' },
      { _batch: '000002', _file: 'b.csv', id: '1' },
    ]);
  });

  it('keeps what it writes to its owner and leaves no working files behind', async () => {
    bench.write('in/a.csv', 'id\n1\n1\n"x\n');
    mkdirSync(join(bench.landing, 'sales', '.incoming', 'batch'), { recursive: true });
    await bench.land(sales);
    const folder = join(bench.landing, 'sales', '000001');
    expect(readdirSync(folder).sort()).toEqual(['data.parquet', 'manifest.json', 'refused.parquet', 'repeats.parquet']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(existsSync(join(bench.landing, 'sales', '.incoming'))).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'has the names of a batch on the disk, not only what its files hold',
    async () => {
      bench.write('in/a.csv', 'id,n\n1,a\n');
      const synced = new Set<string>();
      const { fsync } = fs;
      const told = (handle: number, done: fs.NoParamCallback) => {
        synced.add(readlinkSync(`/proc/self/fd/${handle}`));
        fsync(handle, done);
      };
      Object.assign(fs, { fsync: told });
      syncBuiltinESMExports();
      try {
        await bench.land(sales);
      } finally {
        Object.assign(fs, { fsync });
        syncBuiltinESMExports();
      }
      const batch = join(bench.landing, 'sales', '.incoming', '0', 'batch');
      expect([...synced]).toEqual(
        expect.arrayContaining([
          join(batch, 'data.parquet'),
          join(batch, 'manifest.json'),
          batch,
          join(bench.landing, 'sales'),
          bench.landing,
        ]),
      );
    },
  );

  it('lands nothing of any source when one of them fails, and names everything that is wrong', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    bench.write('cut/x.csv', gzipSync('id\n1\n'.repeat(1000)).subarray(0, 40));
    bench.write('cut/y.csv', gzipSync('id\n2\n'.repeat(1000)).subarray(0, 30));
    const failure = bench.land({ ...sales, other: { files: 'cut/*.csv' } });
    await expect(failure).rejects.toMatchObject({
      code: 4,
      message: expect.stringMatching(/x\.csv is cut short.*\n.*y\.csv is cut short/),
    });
    expect(bench.manifests('sales')).toEqual([]);
  });

  it('stops in the middle when it is told to, and leaves the landing as it was', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    const stop = new AbortController();
    stop.abort();
    await expect(bench.land(sales, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(bench.manifests('sales')).toEqual([]);
  });

  it('says before it lands what it would land', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    bench.write('in/b.csv', 'id\n2\n');
    await bench.land(sales);
    bench.write('in/b.csv', 'id\n3\n4\n');
    bench.write('in/c.csv', 'id\n3\n');
    const sources = { sales: sourceSchema.parse(sales.sales) };
    expect(await planLanding({ sources, projectDir: bench.dir, landing: bench.landing })).toMatchObject([
      {
        source: 'sales',
        files: [
          { name: 'b.csv', bytes: 7, why: 'changed' },
          { name: 'c.csv', bytes: 5, why: 'new' },
        ],
        unchanged: 1,
        notes: [],
      },
    ]);
    expect(bench.manifests('sales')).toHaveLength(1);
  });
});

describe('the files of a source', () => {
  it('are an error when none was ever there, unless they are optional, and a note afterwards', async () => {
    await expect(bench.land(sales)).rejects.toMatchObject({ code: 4, message: expect.stringContaining('in/*.csv') });
    expect(await bench.land({ sales: { files: 'in/*.csv', optional: true } })).toMatchObject({ batches: [] });
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    bench.remove('in/a.csv');
    expect((await bench.land(sales)).warnings).toEqual([expect.stringContaining('no file matches in/*.csv')]);
    expect(await bench.rows('sales')).toEqual([{ id: '1' }]);
  });

  it('may not be a folder', async () => {
    mkdirSync(join(bench.dir, 'in.csv'));
    await expect(bench.land({ sales: { files: 'in.csv' } })).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('in.csv is a folder where a file is expected'),
    });
  });
});

describe('limits', () => {
  it('stop an empty delivery and say what was refused', async () => {
    bench.write('in/a.csv', 'id,n\n1\n2\n');
    await expect(bench.land(sales)).rejects.toMatchObject({
      code: 4,
      message: expect.stringMatching(/hold 0 records.*2 were refused, the first: a\.csv, record 1 has 1 field/),
      hint: expect.stringMatching(/^check delimiter, quote, header/),
    });
    bench.write('in/a.csv', '');
    await expect(bench.land(sales)).rejects.toMatchObject({
      code: 4,
      hint: expect.stringMatching(/^check the extract/),
    });
    await bench.land({ sales: { files: 'in/*.csv', expect: { min_rows: 0 } } });
    expect(await bench.rows('sales', '_row')).toEqual([]);
  });

  it('stop a version that lost more than the allowed share', async () => {
    bench.write('in/a.csv', 'id\n1\n2\n3\n4\n');
    await bench.land(sales);
    bench.write('in/a.csv', 'id\n1\n');
    await expect(bench.land(sales)).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('a.csv shrank from 4 to 1 records, more than 50 %'),
    });
    expect(await bench.rows('sales')).toHaveLength(4);
    await bench.land({ sales: { files: 'in/*.csv', expect: { max_shrink: 0.75 } } });
    expect(await bench.rows('sales')).toHaveLength(1);
  });
});

it('a version that lost exactly the allowed share is landed: 21 of 30 are 0.7', async () => {
  const most = { sales: { files: 'in/*.csv', expect: { max_shrink: 0.7 } } };
  bench.write('in/a.csv', `id\n${'1\n'.repeat(30)}`);
  await bench.land(most);
  bench.write('in/a.csv', `id\n${'1\n'.repeat(9)}`);
  await bench.land(most);
  expect(await bench.rows('sales')).toHaveLength(9);
});

describe('a column that is landed under another name', () => {
  it('is told once, of however many files', async () => {
    for (const day of ['1', '2', '3']) bench.write(`in/${day}.csv`, `id,ID,\n${day},x,y\n`);
    bench.write('in/4.csv', 'id,ID\n1,x\n');
    expect((await bench.land(sales)).warnings.slice(0, 2)).toEqual([
      'source sales: 1.csv and 3 more files: column 2 "ID" is landed as "ID_2"',
      'source sales: 1.csv and 2 more files: column 3 has no name and is landed as "column_3"',
    ]);
  });
});

describe('a changed header', () => {
  it('is reported, and the columns of all files are there', async () => {
    bench.write('in/a.csv', 'id,n\n1,x\n');
    bench.write('in/b.csv', 'id,m\n2,y\n');
    const { drifts } = await bench.land(sales);
    const drift = { file: 'b.csv', added: ['m'], removed: ['n'], retyped: [], isReordered: false };
    expect(drifts).toEqual([{ source: 'sales', ...drift }]);
    expect(bench.manifests('sales')[0]?.drift).toEqual([drift]);
    bench.write('in/c.csv', 'm,id\nz,3\n');
    expect((await bench.land(sales)).drifts).toMatchObject([{ added: [], removed: [], isReordered: true }]);
    expect(await bench.rows('sales', 'id, n, m')).toEqual([
      { id: '1', n: 'x', m: null },
      { id: '2', n: null, m: 'y' },
      { id: '3', n: null, m: 'z' },
    ]);
  });

  it('of very many columns names the first', async () => {
    const names = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `c${from + index}`);
    bench.write('in/a.csv', 'id\n1\n');
    bench.write('in/b.csv', `id,${names(0, 40)}\n1,${names(0, 40)}\n`);
    const { warnings } = await bench.land(sales);
    const added = `added ${names(0, 20).join(', ')} and 20 more columns`;
    expect(warnings).toEqual([`source sales: b.csv has another header than the file before it: ${added}`]);
  });

  it('stops a frozen source', async () => {
    bench.write('in/a.csv', 'id,n\n1,x\n');
    const frozen = { sales: { files: 'in/*.csv', drift: 'freeze' } };
    await bench.land(frozen);
    bench.write('in/b.csv', 'id,m\n2,y\n');
    await expect(bench.land(frozen)).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining('added m; removed n'),
    });
  });
});

function from(_file: string, _row: number) {
  return { _batch: '000001', _source: 'sales', _file, _row, _op: 'new', _effective_at: null, _sequence: null };
}
