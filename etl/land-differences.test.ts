import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

const source = { full: { files: 'full.csv', complete: { key: 'id' } } };
const shown = '_batch as batch, _row as at, _op as op, id, name, tier';

async function deliver(text: string): Promise<void> {
  bench.write('full.csv', text);
  await bench.land(source);
}

/** Truth: compared by hand. */
describe('a source that delivers everything each time lands only what differs', () => {
  it('first all of it, then what is new, changed and gone, with the full count in the manifest', async () => {
    await deliver('id,name,tier\n1,Ann,gold\n2,Bob,\n3,Cyd,""\n');
    await deliver('id,name,tier\n1,Ann,gold\n3,Cyd,\n4,Dee,tin\n');
    expect(await bench.rows('full', shown)).toEqual([
      { batch: '000001', at: 1, op: 'new', id: '1', name: 'Ann', tier: 'gold' },
      { batch: '000001', at: 2, op: 'new', id: '2', name: 'Bob', tier: null },
      { batch: '000002', at: 2, op: 'changed', id: '3', name: 'Cyd', tier: null },
      { batch: '000001', at: 3, op: 'new', id: '3', name: 'Cyd', tier: '' },
      { batch: '000002', at: 3, op: 'new', id: '4', name: 'Dee', tier: 'tin' },
      { batch: '000002', at: 4, op: 'gone', id: '2', name: 'Bob', tier: null },
    ]);
    expect(bench.manifests('full').map(({ rows, complete }) => [rows, complete])).toEqual([
      [3, { key: ['id'], records: 3, new: 3, changed: 0, gone: 0 }],
      [3, { key: ['id'], records: 3, new: 1, changed: 1, gone: 1 }],
    ]);
  });

  it('a record that comes back is new again; the same content in another order lands nothing but its count', async () => {
    await deliver('id,name,tier\n4,Dee,tin\n2,Bob,\n3,Cyd,\n1,Ann,gold\n');
    await deliver('id,name,tier\n1,Ann,gold\n2,Bob,\n3,Cyd,\n4,Dee,tin\n');
    const counts = bench.manifests('full').map(({ complete }) => complete);
    expect(counts.slice(2)).toEqual([
      { key: ['id'], records: 4, new: 1, changed: 0, gone: 0 },
      { key: ['id'], records: 4, new: 0, changed: 0, gone: 0 },
    ]);
  });

  it('a column that comes in is news of every record', async () => {
    await deliver('id,name,tier,age\n1,Ann,gold,30\n2,Bob,,\n3,Cyd,,\n4,Dee,tin,\n');
    expect(bench.manifests('full').at(-1)?.complete).toMatchObject({ new: 0, changed: 4, gone: 0 });
  });

  it('records that share a key are landed together where one differs, and are gone as one; what stands twice is one', async () => {
    const twice = { twice: { files: 'twice.csv', complete: { key: 'id' } } };
    for (const text of ['id,name\n1,a\n1,b\n1,b\n', 'id,name\n1,b\n1,a\n', 'id,name\n1,a\n1,c\n', 'id,name\n1,c\n']) {
      bench.write('twice.csv', text);
      await bench.land(twice);
    }
    const rows = await bench.rows('twice', "_batch || ' ' || _op || ' ' || name as what");
    expect(rows.map(({ what }) => what).sort()).toEqual([
      '000001 new a',
      '000001 new b',
      '000003 changed a',
      '000003 changed c',
      '000004 changed c',
    ]);
    for (const text of ['id,name\n1,a\n1,b\n2,c\n3,d\n', 'id,name\n2,c\n3,d\n']) {
      bench.write('gone.csv', text);
      await bench.land({ gone: { files: 'gone.csv', complete: { key: 'id' } } });
    }
    expect(bench.manifests('gone').at(-1)?.complete).toMatchObject({ new: 0, changed: 0, gone: 1 });
  });

  it('nobody is gone of whom an extract may hold a record that could not be read; the next whole one tells', async () => {
    const cut = { cut: { files: 'cut.csv', complete: { key: 'id' } } };
    const told: string[] = [];
    for (const text of ['id,name\n1,a\n2,b\n3,c\n', 'id,name\n1,z\n2,b\n3', 'id,name\n1,z\n3,c\n']) {
      bench.write('cut.csv', text);
      told.push(...(await bench.land(cut)).warnings);
    }
    expect(bench.manifests('cut').map(({ complete }) => complete)).toEqual([
      { key: ['id'], records: 3, new: 3, changed: 0, gone: 0 },
      { key: ['id'], records: 2, new: 0, changed: 1, gone: 0 },
      { key: ['id'], records: 2, new: 0, changed: 0, gone: 1 },
    ]);
    expect(told).toEqual(['source cut: cut.csv: 1 record could not be read, so none is taken for gone']);
  });

  it('several files of one delivery are extracts one after the other', async () => {
    bench.write('dump-1.csv', 'id,name\n1,a\n2,b\n');
    bench.write('dump-2.csv', 'id,name\n2,b\n3,c\n');
    await bench.land({ dumps: { files: 'dump-*.csv', complete: { key: 'id' } } });
    expect(bench.manifests('dumps').map(({ batch, complete }) => [batch, complete?.gone])).toEqual([
      ['000001', 0],
      ['000002', 1],
    ]);
  });

  it('an extract that shrank is held against all of the one before, also where a record was mended since, and a key must be a column', async () => {
    await deliver('id,name,tier,age\n1,Ann,gold,31\n2,Bob,,\n3,Cyd,,\n4,Dee,tin,\n');
    bench.write('mended/retry/full.csv#000001-0a', 'id,name,tier\n9,Zed,gold\n');
    await bench.land({ full: { files: 'mended/*/**', format: 'csv' } });
    expect(bench.manifests('full').at(-1)?.files).toMatchObject([{ path: 'retry/full.csv#000001-0a', rows: 1 }]);
    bench.write('full.csv', 'id,name,tier\n1,Ann,gold\n');
    await expect(bench.land(source)).rejects.toThrow('full.csv shrank from 4 to 1 records');
    const wrong = bench.land({ wrong: { files: 'full.csv', complete: { key: ['nr', 'tiers'] } } });
    await expect(wrong).rejects.toMatchObject({
      message: 'source wrong: complete.key names nr, tiers, but the file has id, name, tier',
      hint: 'did you mean tier?',
    });
    // Nor is a column new that the mended record lacks.
    await deliver('id,name,tier,age\n2,Bob,,\n1,Ann,gold,31\n3,Cyd,,\n4,Dee,tin,\n');
    expect(bench.manifests('full').at(-1)?.complete).toMatchObject({ records: 4, new: 0, changed: 0, gone: 1 });
  });
});
