import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Decimal, tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../../fixtures/workbench.js';
import { buildProgram } from '../../cli/program.js';
import { exitCode } from '../../errors.js';

const project = `
sources: { lines: { files: lines.csv } }
entities:
  order_line: [{ source: lines, columns: { order_id: id, ordered_at: at, product_id: sku, quantity: n, unit_price: price } }]
`;
const cube = `description: what was sold
dimensions:
  product:
    table: dw.dim_product
    key: product_key
    levels: { id: product_id }
facts:
  lines:
    table: dw.fact_order_line
    grain: an order line
    dimensions: { product: product_key }
measures:
  pieces: { sum: quantity }
  price: { ratio: [revenue, pieces] }
  revenue: { sum: net_amount }
`;

let bench: Workbench;
beforeAll(async () => {
  bench = workbench(project, {
    'lines.csv': 'id,at,sku,n,price\n1,2024-01-01,tea,1,10\n2,2024-01-02,mug,2,5.5\n3,2024-01-02,tea,3,10\n',
  });
  await bench.run();
});
afterAll(() => bench.close());

/** What the check says of the cube, and what a plan does. */
async function said(text: string): Promise<{ check: string; plan: string }> {
  bench.write('sql/cube/sold.yaml', text);
  const warehouse = await bench.open();
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'passed',
      error => String(error.message),
    );
  return { check: await outcome(warehouse.check()), plan: await outcome(warehouse.plan()) };
}

/** What is right in the text above, what is written instead, and what is said of it. */
type Fault = [right: string, wrong: string, said: string[]];

/** What both say of as many cubes as there are faults, each with one of them. */
async function saidOfAll(faults: Fault[]): Promise<{ check: string; plan: string }> {
  const files = faults.map((_, place) => `sql/cube/${fileOf(place)}`);
  faults.forEach(([right, wrong], place) => {
    expect(cube).toContain(right);
    bench.write(files[place] ?? '', cube.replace(right, wrong));
  });
  try {
    return await said(cube);
  } finally {
    for (const file of files) bench.remove(file);
  }
}

function found(faults: Fault[]): string[] {
  return faults.flatMap(([, , lines], place) => lines.map(line => `${fileOf(place)}:${line}`));
}

function fileOf(place: number): string {
  return `fault${place}.yaml`;
}

describe('the file of a cube', () => {
  it('that is right passes the check, and can be planned', async () =>
    expect(await said(cube)).toEqual({ check: 'passed', plan: 'passed' }));

  /** Line and column counted by eye in the text above. */
  it('with what no cube may say is named by both, with its place', async () => {
    const faults: Fault[] = [
      ['key: product_key', 'kye: product_key', ['5:5  dimensions.product.kye: unknown key "kye"; did you mean "key"?']],
      [
        'levels: { id: product_id }',
        'versions: { durable: a, current: b, valid_from: c, valid_to: d, as_was: false }\n    levels: { id: product_id }',
        ['6:77  dimensions.product.versions.as_was: found false, expected `default: as_is` beside it'],
      ],
      [
        '[revenue, pieces]',
        '[revenu, pieces]',
        ['14:19  measures.price.ratio: there is no measure "revenu"; did you mean "revenue"?'],
      ],
      [
        'dimensions: { product: product_key }',
        'dimensions: { prodct: product_key }',
        [
          '3:3  dimensions.product: no facts have this dimension',
          '11:19  facts.lines.dimensions.prodct: there is no dimension "prodct"; did you mean "product"?',
        ],
      ],
      [
        'pieces: { sum: quantity }',
        'pieces: { formula: price * 2 }',
        [
          '13:22  measures.pieces.formula: it is made of itself: pieces → price → pieces',
          '14:19  measures.price.ratio: it is made of itself: price → pieces → price',
        ],
      ],
    ];
    const { check, plan } = await saidOfAll(faults);
    expect(plan.split('\n').map(line => line.replace(/^sql.cube./, ''))).toEqual(found(faults));
    expect(check).toBe(plan);
  });

  it('with what the tables that stand do not have is named by the check alone, with its place', async () => {
    const faults: Fault[] = [
      [
        'sum: net_amount',
        'sum: net_amont',
        ['15:19  measures.revenue.sum: dw.fact_order_line has no column "net_amont"; did you mean "net_amount"?'],
      ],
      [
        'sum: net_amount',
        'sum: currency',
        ['15:19  measures.revenue.sum: dw.fact_order_line has currency as varchar, which is no number to be summed'],
      ],
      [
        'measures:',
        'as_of: { table: conform.as_of, column: as_if }\nmeasures:',
        ['12:40  as_of.column: conform.as_of has no column "as_if"; did you mean "as_of"?'],
      ],
      [
        'id: product_id',
        'id: product_no',
        [
          '6:15  dimensions.product.levels.id.column: dw.dim_product has no column "product_no"; did you mean "product_id"?',
        ],
      ],
      [
        'table: dw.dim_product',
        'table: dw.dim_produce',
        ['4:12  dimensions.product.table: there is no table "dw.dim_produce"; did you mean "dw.dim_product"?'],
      ],
      [
        'table: dw.fact_order_line',
        'table: dw.fact_order_lin',
        ['9:12  facts.lines.table: there is no table "dw.fact_order_lin"; did you mean "dw.fact_order_line"?'],
      ],
    ];
    const { check, plan } = await saidOfAll(faults);
    expect(check.split('\n').map(line => line.replace(/^sql.cube./, ''))).toEqual(found(faults));
    expect(plan).toBe('passed');
  });

  /** Binding is the engine's, and so are the words. */
  it('with conditions that the engine cannot ask of the facts names each of them, with its place', async () => {
    const wrong = cube
      .replace('grain: an order line', `grain: an order line\n    where: "kindd = 'sale'"`)
      .replace('{ sum: quantity }', '{ sum: quantity, where: quantity > price }');
    const { check, plan } = await said(
      wrong.replace('{ sum: net_amount }', '{ sum: net_amount, where: quantity > 1 }'),
    );
    expect(plan).toBe('passed');
    expect(check.split('\n')).toEqual([
      expect.stringMatching(/^sql.cube.sold.yaml:11:12 {2}facts\.lines\.where: .*column "kindd" not found/),
      expect.stringMatching(/^sql.cube.sold.yaml:14:35 {2}measures\.pieces\.where: .*column "price" not found/),
    ]);
  });
});

describe('an answer as Arrow', () => {
  it('has running sums of whole numbers as decimals of 128 bits, which readers know, polars too', async () => {
    await said(cube.replace('sum: quantity }', 'count: rows }'));
    const warehouse = await bench.open();
    const question = { rows: ['product.id'], measures: ['pieces:running'], totals: 'none' as const };
    const { arrow, rows } = await warehouse.cube('sold').query(question);
    await warehouse.close();
    const type = arrow.getChild('pieces:running')?.type as Decimal;
    expect([type.precision, type.scale, type.bitWidth]).toEqual([38, 0, 128]);
    expect(Array.from(arrow.getChild('pieces:running') ?? [], text)).toEqual(['1', '3']);
    expect(rows.map(row => row['pieces:running'])).toEqual([1, 3]);
  });

  it('has the same cells in a file of the command line as in the library, and as rows', async () => {
    await said(cube);
    const question = { rows: ['product.id'], measures: ['pieces', 'revenue'] };
    const file = join(bench.dir, 'sold.arrow');
    const asked = ['cube', 'sold', '--rows', 'product.id', '--measures', 'pieces,revenue', '--arrow', file];
    await buildProgram().parseAsync([...asked, '--quiet', '-p', bench.dir], { from: 'user' });
    const warehouse = await bench.open();
    const { arrow, rows, writeArrow } = await warehouse.cube('sold').query(question);
    await expect(writeArrow(join(bench.dir, 'nowhere', 'sold.arrow'))).rejects.toMatchObject({
      code: exitCode.usage,
      message: expect.stringContaining('sold.arrow cannot be written: no such file or folder'),
    });
    await warehouse.close();
    const cells = (table: typeof arrow) =>
      table.toArray().map(row => ['product.id', 'pieces', 'revenue'].map(name => text(row.toJSON()[name])));
    expect(rows).toHaveLength(3);
    expect(cells(arrow)).toEqual(cells(tableFromIPC(readFileSync(file))));
    expect(arrow.numRows).toBe(3);
    expect(arrow.getChild('product.id')?.toArray()).toEqual(rows.map(row => row['product.id']));
    expect(rows.map(row => [row['product.id'], row.pieces, row.revenue])).toEqual([
      ['mug', 2, 11],
      ['tea', 4, 40],
      [null, 6, 51],
    ]);
  });
});

/** As in a warehouse of an earlier version, where a table has less than our cubes look at. */
describe('a cube of ours', () => {
  it('that does not find what it needs says whose file it is, and what helps', async () => {
    const select = 'select customer_id from dw.dim_customer where customer_key < -9';
    bench.write('sql/cube/sold.yaml', cube);
    bench.write('sql/score/churn_decile.sql', `-- One row per customer.\n-- key: customer_id\n${select}\n`);
    await bench.run();
    const warehouse = await bench.open();
    const error = await warehouse
      .cube('sold')
      .show()
      .catch(found => found);
    expect(error.message).toMatch(/^sql.cube.\w+.yaml:\d+:\d+ .*churn_decile has no column "decile"/);
    expect(error.hint).toMatch(/files are of custometry itself.* the next custometry run/);
  });
});

const text = (cell: unknown) => (cell === null ? null : String(cell));
