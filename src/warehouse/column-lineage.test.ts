import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../fixtures/demo/index.js';
import type { ColumnUse } from '../plan/column-lineage/column-use.js';
import type { TableSource } from '../plan/column-lineage/table-source.js';
import { openWarehouse, type Warehouse } from '../warehouse.js';
import { plannedColumns } from './planned-columns.js';
import { planned } from './reading.js';
import { openSession } from './session.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-lineage-'));
const retail = join('..', 'shared', 'data', 'online-retail', 'by-day');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const companies = [
  { name: 'tiny shop', make: () => cpSync('fixtures/tiny-shop/in', join(folder, 'tiny shop'), { recursive: true }) },
  { name: 'demo', make: () => demo(join(folder, 'demo'), { customers: 100 }) },
  { name: 'online retail', make: december, isThere: existsSync(retail) },
];

/** The first days of Online Retail. */
function december(): void {
  const days = join(folder, 'data', 'online-retail', 'by-day');
  mkdirSync(days, { recursive: true });
  for (const file of readdirSync(retail).filter(name => name.includes('2010-12-0')))
    symlinkSync(join(process.cwd(), retail, file), join(days, file));
  cpSync('fixtures/online-retail', join(folder, 'online retail'), { recursive: true });
}

describe.each(companies)('every column of $name', ({ name, make, isThere = true }) => {
  const options = { project: join(folder, name), set: { data: join(folder, 'data') } };
  let sources: ReadonlyMap<string, TableSource>;
  let tables: Awaited<ReturnType<Warehouse['tables']>>;
  let elapsed: number;

  beforeAll(async () => {
    if (!isThere) return;
    await make();
    const warehouse = await openWarehouse(options);
    await warehouse.run();
    tables = await warehouse.tables();
    await planned(await openSession(options), async (engine, prepared) => {
      const start = process.cpuUsage();
      sources = await plannedColumns(engine, prepared);
      const { user, system } = process.cpuUsage(start);
      elapsed = (user + system) / 1000;
    });
  });

  it.skipIf(!isThere)('is known, in the order in which it stands', () => {
    const standing = tables.filter(table => !table.name.startsWith('meta.'));
    expect(standing.length).toBeGreaterThan(50);
    for (const table of standing) {
      const columns = sources.get(table.name)?.columns.map(one => one.column);
      expect.soft(columns, table.name).toEqual(table.columns.map(one => one.name));
    }
  });

  it.skipIf(!isThere)('is told from columns that there are: nothing stays “any column”', () => {
    const uses = [...sources.values()].flatMap(one =>
      one.columns.flatMap(column => [...column.feeds, ...column.decides]),
    );
    const exists = ({ table, column }: ColumnUse) =>
      column === '#' ||
      /^(raw|decisions)\./.test(table) ||
      sources.get(table)?.columns.some(one => one.column === column);
    expect(uses.length).toBeGreaterThan(1000);
    expect(uses.filter(use => use.column === '*' || !exists(use))).toEqual([]);
  });

  it.skipIf(!isThere)('is known in less than a second of work', () => expect(elapsed).toBeLessThan(1000));
});

describe('the way of a column of the tiny shop', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openWarehouse({ project: join(folder, 'tiny shop') });
  });

  const named = ({ table, column }: ColumnUse) => `${table}.${column}`;

  it.each([
    [
      'report.segment.revenue',
      ['report.rfm_segment.revenue'],
      ['orders.quantity', 'orders.price'],
      ['report: Segments', 'customers-by-segment.csv'],
    ],
    ['report.rfm_segment.customers', ['score.rfm.#'], [], ['report: Segments', 'customers-by-segment.csv']],
    ['report.headline.figure', [], [], ['report: Overview']],
    ['report.customer.name', ['dw.dim_customer.name'], ['customers.name'], ['customers-by-segment.csv']],
    ['report.month.new_customers', ['report.retention.customers'], [], ['report: Months']],
    ['report.top_product.category', ['dw.dim_product.category'], ['products.category'], ['report: Products']],
    [
      'mart.customer.first_order_date',
      ['mart.order_summary.ordered_on'],
      ['orders.ordered_on'],
      ['customers-by-segment.csv'],
    ],
    [
      'score.rfm.segment',
      ['feature.rfm.frequency', 'feature.rfm.monetary', 'feature.rfm.recency_days'],
      ['orders.ordered_on', 'orders.quantity', 'orders.price'],
      [
        'customers-by-segment.csv',
        'report: Segments',
        'report: Movement',
        'segment-movement.csv',
        'report: Customers alike',
      ],
    ],
    [
      'dw.dim_product.category',
      ['conform.product_history.category'],
      ['products.category'],
      ['report: Customers alike', 'report: Products'],
    ],
    ['conform.exchange_rate.rate', ['stage.exchange_rate.rate'], [], undefined],
    ['report.refused.records', ['stage.quarantine.#'], [], ['report: Quality']],
    ['dw.dim_date.month_name', ['conform.fact_year.first_day', 'conform.setting.as_of'], ['orders.ordered_on'], []],
  ])('%s', async (column, feeds, landed, shown) => {
    const way = await warehouse.columnLineage(column);
    expect(way.feeds.map(named)).toEqual(feeds);
    expect(way.landed.flatMap(feed => feed.columns.map(one => `${feed.source}.${one}`))).toEqual(landed);
    if (shown) expect(way.shownIn).toEqual(shown);
  });

  it('leads through every table between', async () => {
    const { up } = await warehouse.columnLineage('report.segment.revenue');
    const tables = [
      'report.rfm_segment',
      'score.rfm',
      'feature.rfm',
      'dw.fact_order_line',
      'stage.order_line',
      'stage.order_line_record',
      'raw.orders',
    ];
    expect([...new Set(up.map(step => step.table))]).toEqual(expect.arrayContaining(tables));
  });

  it('leads down from a column of a source', async () => {
    const { down, decidesIn } = await warehouse.columnLineage('raw.customers.city');
    const values = down.map(named).filter(name => /^stage|city$/.test(name));
    expect(values).toEqual([
      'stage.customer_record.city',
      'stage.customer.city',
      'stage.quarantine.record',
      'conform.customer_history.city',
      'dw.dim_customer.city',
      'report.customer.city',
    ]);
    const opened = down.map(named).filter(name => !values.includes(name));
    expect(opened).toContain('dw.dim_customer.valid_from');
    expect(opened.filter(name => !/valid_|is_current|_key$|^feature.churn_deleted/.test(name))).toEqual([]);
    expect(decidesIn).toEqual([]);
  });

  it('tells what only decides from what makes the value', async () => {
    const { feeds, decides } = await warehouse.columnLineage('mart.order_summary.return_amount');
    expect(feeds.map(named)).toEqual(['dw.fact_order_line.net_amount_reporting']);
    expect(decides.map(named)).toEqual(expect.arrayContaining(['dw.fact_order_line.kind', 'conform.as_of.as_of']));
  });

  it('has the expression of the mapping', async () => {
    const { landed } = await warehouse.columnLineage('stage.order_line.unit_price');
    expect(landed).toEqual([
      { source: 'orders', columns: ['price'], entity: 'order_line', column: 'unit_price', expression: '"price"' },
    ]);
  });

  it.each([
    ['report.segment.revenu', 'report.segment has no column revenu'],
    ['report.segmnt.revenue', 'there is no table report.segmnt'],
    ['revenue', 'revenue is no column'],
  ])('of %s there is none', async (column, message) => {
    await expect(warehouse.columnLineage(column)).rejects.toThrow(message);
  });
});
