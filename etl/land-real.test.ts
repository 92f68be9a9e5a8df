import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';

const data = resolve('../shared/data');

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

/** Truth: the data sheet beside the files, whose figures were counted from their bytes and agree with those published. */
describe.skipIf(!existsSync(data))('landing real data (skipped where ../shared/data is absent)', () => {
  it('takes 305 daily files of Online Retail, every record and exact repeat of them', async () => {
    await bench.land({ retail: { files: `${data}/online-retail/by-day/*.csv.gz` } });
    const [manifest] = bench.manifests('retail');
    expect(manifest).toMatchObject({ rows: 541_909, refused: 0, repeats: 541_909 - 536_641 });
    expect(manifest?.files).toHaveLength(305);
    expect(manifest?.files.every(file => file.reader === 'engine')).toBe(true);
    const sums = `sum(cast(Quantity as bigint)) as quantity, sum(cast(Quantity as bigint) * cast(UnitPrice as decimal(18, 4))) as net,
      count(distinct (_file, _row)) as places`;
    expect(await bench.sums('retail', sums)).toEqual({ quantity: 5_176_450, net: 9_747_747.934, places: 541_909 });
  });

  it('takes the lines of CDNOW apart by a pattern', async () => {
    const pattern = '\\s*(?<master>\\d+)\\s+(?<id>\\d+)\\s+(?<date>\\d{8})\\s+(?<cds>\\d+)\\s+(?<dollars>[\\d.]+)\\s*';
    await bench.land({ cdnow: { files: `${data}/cdnow/CDNOW_sample.txt`, format: 'lines', pattern } });
    expect(bench.manifests('cdnow')).toMatchObject([{ rows: 6_919, refused: 0 }]);
    const sums = 'min(master) as master, sum(cast(cds as int)) as cds, sum(cast(dollars as decimal(18, 2))) as dollars';
    expect(await bench.sums('cdnow', sums)).toEqual({ master: '00004', cds: 16_479, dollars: 244_091.94 });
  });

  it('reads windows-1252 where it is declared, and refuses just those records where it is not', async () => {
    const files = `${data}/global-electronics/Customers.csv`;
    await bench.land({ declared: { files, encoding: 'windows-1252' }, undeclared: { files } });
    expect(bench.manifests('declared')).toMatchObject([{ rows: 15_266, refused: 0 }]);
    const [manifest] = bench.manifests('undeclared');
    expect((manifest?.rows ?? 0) + (manifest?.refused ?? 0)).toBe(15_266);
    expect(manifest?.refused).toBeGreaterThan(0);
    expect(new Set((await bench.refused('undeclared')).map(row => row.fault))).toEqual(new Set(['invalid_byte']));
  });

  it('takes baskets as lines, an order list as CSV and typed tables as Parquet', async () => {
    await bench.land({
      baskets: { files: `${data}/fimi/retail.dat.gz`, format: 'lines', pattern: '(?<items>.*?) *' },
      orders: { files: `${data}/rfm/rfm_data_orders.csv` },
      transactions: { files: `${data}/complete-journey/transactions_sample.parquet` },
    });
    expect(bench.manifests('baskets')).toMatchObject([{ rows: 88_162, refused: 0 }]);
    expect(bench.manifests('orders')).toMatchObject([{ rows: 4_906, refused: 0 }]);
    expect(bench.manifests('transactions')).toMatchObject([{ rows: 75_000, refused: 0 }]);
  });
});
