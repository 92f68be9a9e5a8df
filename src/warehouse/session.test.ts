import { afterAll, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const bench = workbench(`name: '\${shop:-Tea}'\nsources: { lines: { files: 'lines*.csv' } }\n`);
afterAll(() => bench.close());

it('says of a value for a name that the project file does not have that it does nothing', async () => {
  const said: string[] = [];
  const warehouse = await bench.open({ set: { shop: 'Coffee', shp: 'Coffee' }, tell: text => said.push(text) });
  await warehouse.close();
  expect(said).toEqual([`--set shp does nothing: custometry.yaml has no \${shp}`]);
});

it('says of a date to look back from that what stands looks back from another, once, and not where it is what stands or what was known', async () => {
  const shop = workbench(
    `sources: { lines: { files: lines.csv } }\nentities: { order_line: [{ source: lines, columns: { order_id: no, ordered_at: day, net_amount: amount } }] }\n`,
    { 'lines.csv': 'no,day,amount\n1,2026-01-05,10\n2,2026-01-09,10\n' },
  );
  const said: string[] = [];
  const tell = (text: string) => said.push(text);
  await shop.run({ tell });
  const asked = async (options: object) => shop.rows('select as_of from conform.as_of', { ...options, tell });
  await asked({ asOf: '2026-01-09' });
  await (await shop.open({ asOf: '2026-01-06', tell })).plan();
  expect(await asked({ asOf: '2026-01-06', knownAt: '2999-01-01' })).toEqual([{ as_of: '2026-01-06' }]);
  expect(said).toEqual([]);
  expect(await asked({ asOf: '2026-01-06' })).toEqual([{ as_of: '2026-01-09' }]);
  expect(said).toEqual([
    '--as-of 2026-01-06 does nothing here: generation 000001 looks back from 2026-01-09; run takes it, and --known-at',
  ]);
  shop.close();
});

it('refuses a date to look back from that would stretch the calendar over millennia', async () => {
  await expect(bench.open({ asOf: '9026-01-31' })).rejects.toMatchObject({
    code: 2,
    message: '--as-of 9026-01-31 lies outside 1800 to 2199',
  });
});
