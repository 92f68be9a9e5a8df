import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { isVersionColumn } from '../project/attribute-name.js';
import { entityColumns } from '../project/entities.js';
import { loadProject } from '../project/load.js';
import { initial } from './init.js';

/** A folder of files with the project file that init makes of them. */
async function drafted(files: Record<string, string>): Promise<Workbench> {
  const bench = workbench('', files);
  bench.write('custometry.yaml', (await initial(bench.dir, [])).text);
  return bench;
}

const quoted = (cells: string[]) => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',');

describe('a project file of odd files', () => {
  const header = [
    'user',
    'name',
    'Name',
    'select',
    'two\nlines',
    '# "x": \'y\'',
    `\${secret}`,
    'null',
    'Größe',
    'Grösse',
    '日本',
    '中文',
    '1st name',
    'source_id',
    'Valid From',
    'emial',
    'deleted',
    '',
  ];
  let bench: Workbench;
  beforeAll(async () => {
    bench = await drafted({
      'order.csv': '\ufefforder,item,qty\n1,P1,1\n2,P2,2\n',
      'table.csv': 'order,user,date,shop\n1,C1,2026-01-05,S1\n2,C2,2026-01-06,S2\n',
      'select.csv': 'item,price,name\nP1,2.5,Pen\nP2,3.5,Cup\n',
      'null.csv': `${quoted(header)}\n${quoted(['C1', ...header.slice(1).map((_, at) => `v${at + 1}`)])}\n${quoted(['C2', ...header.slice(1).map(() => 'w')])}\n`,
      '2026 shops (Süd).csv': 'shop,stand,place\nS1,2026-01-01,here\nS1,2026-01-02,there\nS2,2026-01-01,far\n',
    });
  });
  afterAll(() => bench.close());

  it('runs, with names that are words of SQL and of YAML, and takes what a line lacks from the head of its order and the list of products', async () => {
    await bench.run();
    const lines =
      'select order_id, customer_id, cast(unit_price as double) as price from conform.order_line order by 1';
    expect(await bench.rows(lines)).toEqual([
      { order_id: '1', customer_id: 'C1', price: 2.5 },
      { order_id: '2', customer_id: 'C2', price: 3.5 },
    ]);
  });

  it('loses no column of a customer, whatever it is called', async () => {
    const [customer = {}] = await bench.rows("select * from dw.dim_customer where customer_id = 'C1' and is_current");
    const told = Object.values(customer).filter(value => /^v\d+$/.test(String(value)));
    expect(told.length).toBe(header.length - 1);
    const { config } = await loadProject(bench.dir);
    expect(Object.keys(config.entities.customer?.[0]?.columns ?? {})).toEqual(
      ['customer_id', 'name', 'name_2', 'select', 'two_lines', 'x_y', 'secret', 'null', 'groesse', 'groesse_2'].concat([
        'attribute',
        'attribute_2',
        'st_name',
        'source_id_2',
        'valid_from_2',
        'emial_2',
        'deleted_2',
        'column_18',
      ]),
    );
  });

  it('knows which columns every version has of its own, so that none is overwritten', async () => {
    const { config } = await loadProject(bench.dir);
    for (const dimension of ['customer', 'store'] as const) {
      const mapped = Object.keys(config.entities[dimension]?.[0]?.columns ?? {});
      const attributes = [...Object.keys(entityColumns(dimension)), ...mapped];
      for (const table of [`dw.dim_${dimension}`, `conform.${dimension}_history`]) {
        const [row = {}] = await bench.rows(`select * from ${table} limit 1`);
        const own = Object.keys(row).filter(name => !name.startsWith('_') && !attributes.includes(name));
        expect({ table, strange: own.filter(name => !isVersionColumn(dimension, name)) }).toEqual({
          table,
          strange: [],
        });
      }
    }
  });

  it('has the latest place of a store, though its history ranks by a place of its own', async () => {
    const places = 'select store_id, place from dw.dim_store where store_key > 0 order by 1';
    expect(await bench.rows(places)).toMatchObject([
      { store_id: 'S1', place: 'there' },
      { store_id: 'S2', place: 'far' },
    ]);
  });
});

it('a link that leads back to a folder above it holds nothing else', async () => {
  const bench = workbench('', { 'more/orders.csv': 'order_id,ordered_at,customer_id,amount\n1,2026-01-05,C1,2.5\n' });
  symlinkSync('..', join(bench.dir, 'more', 'up'));
  expect((await initial(bench.dir, [])).files.map(({ file }) => file)).toEqual(['orders.csv']);
  bench.close();
});

describe('any header', () => {
  it('gives a project file that is read, and in it the names as the file has them', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter(text => !/^\s|\s$|^\s*[-+]?[\d.,:/-]+\s*$/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async cells => {
        const header = ['customer_id', ...cells];
        const records = ['C1', 'C2'].map(id => quoted([id, ...cells.map((_, at) => `v${at}`)]));
        const files = {
          'customers.csv': [quoted(header), ...records].join('\n'),
          'orders.csv': 'order_id,ordered_at,customer_id,amount\n1,2026-01-05,C1,2.5\n2,2026-01-06,C2,3.5\n',
        };
        const bench = await drafted(files);
        const { config } = await loadProject(bench.dir, { env: {}, set: {} });
        const columns = config.entities.customer?.[0]?.columns ?? {};
        expect(Object.keys(columns).length).toBeGreaterThanOrEqual(header.length);
        bench.close();
      }),
      { numRuns: rounds(20), seed: 20260105 },
    );
  });
});
