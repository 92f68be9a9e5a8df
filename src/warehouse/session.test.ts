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
