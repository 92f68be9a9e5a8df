import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { openWarehouse, type Warehouse } from '../warehouse.js';
import type { ExplainedNumber } from './explain-number.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-number-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `table columns rows makes` of each step. */
function said({ steps }: ExplainedNumber): string[] {
  return steps.map(step => [step.table, step.columns.join('+') || '#', step.rows, step.makes].join(' '));
}

/** `file: record numbers` of each file. */
function files({ files: landed }: ExplainedNumber): string[] {
  return landed.map(one => `${one.file}: ${one.rows.join(' ')}`);
}

/** The figures are those of fixtures/tiny-shop/README.md, added up by hand. */
describe('a number of the tiny shop', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    cpSync('fixtures/tiny-shop/in', join(folder, 'shop'), { recursive: true });
    // Made by a run that was told its date, as a night may be, and asked without.
    await (await openWarehouse({ project: join(folder, 'shop'), asOf: '2025-03-03' })).run();
    warehouse = await openWarehouse({ project: join(folder, 'shop') });
  });

  // The three orders of March, none of them a return; scores and segments come of amounts too, and have none. Changes: the last select of headline.sql.
  it.each([
    ['report.headline.current_value', { figure: 'revenue' }, 'EUR'],
    ['report.headline.current_value', { figure: 'orders' }, 'count'],
    ['report.headline.current_value', { figure: 'return_share' }, 'share, 0 to 1'],
    ['report.headline.before_change', { figure: 'revenue' }, 'share of the value before'],
    ['report.headline.before_change', { figure: 'orders' }, 'share of the value before'],
    ['report.headline.before_change', { figure: 'return_share' }, 'difference of shares'],
    ['report.customer.m', { customer_id: '1' }, null],
    ['report.customer.segment', { customer_id: '1' }, null],
    ['feature.customer.revenue_90_days', { customer_id: '1' }, 'EUR'],
    ['report.customer.recency_days', { customer_id: '1' }, 'days'],
    ['report.customer.monetary', { customer_id: '1' }, 'EUR'],
  ])('%s of %o has the unit %s', async (name, where, unit) => {
    expect(await warehouse.explainNumber(name, { where })).toMatchObject({ unit });
  });

  it('on the page leads to its three order lines: 11.00 + 10.00 + 7.25 in March', async () => {
    const explained = await warehouse.explainNumber('report.headline.current_value', { where: { figure: 'revenue' } });
    expect(explained).toMatchObject({
      value: '28.25',
      unit: 'EUR',
      row: { figure: 'revenue' },
      asOf: '2025-03-03',
    });
    expect(explained.notes).toEqual([]);
    expect(said(explained)).toEqual([
      'report.period_total revenue 1 same',
      'report.day revenue 3 sum',
      'mart.order_summary revenue 3 sum',
      'dw.fact_order_line net_amount_reporting 3 sum',
      'conform.order_line net_amount+quantity+unit_price+discount_amount 3 computed',
      'stage.order_line quantity+unit_price+discount_amount+net_amount 3 computed',
    ]);
    expect(explained.steps[3]?.shown.map(row => [row.order_id, Number(row.net_amount_reporting)])).toEqual([
      ['A5', 11],
      ['A6', 10],
      ['A7', 7.25],
    ]);
    expect(files(explained)).toEqual(['orders.csv: 7 8 9']);
    expect(explained.files[0]).toMatchObject({
      source: 'orders',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      shown: [
        { _row: 7, quantity: '2', price: '5.50' },
        { _row: 8, quantity: '1', price: '10.00' },
        { _row: 9, quantity: '1', price: '7.25' },
      ],
    });
  });

  it.each([
    ['mart.customer.revenue', { customer_id: '1' }, '42.7500', 'sum', 'orders.csv: 1 2 3 9'],
    ['mart.customer.revenue', { customer_id: '2' }, '11.9000', 'sum', 'orders.csv: 4 5 6'],
    ['mart.customer.return_amount', { customer_id: '2' }, '-4.0000', 'sum', 'orders.csv: 6'],
    ['mart.customer.orders', { customer_id: '1' }, '3', 'count', 'orders.csv: 1 2 3 9'],
    ['mart.customer.sale_orders', { customer_id: '2' }, '1', 'count', 'orders.csv: 4 5'],
    ['mart.customer.last_order_date', { customer_id: '1' }, '2025-03-03', 'largest', 'orders.csv: 1 2 3 9'],
    ['mart.customer.first_order_date', { customer_id: '1' }, '2025-01-05', 'smallest', 'orders.csv: 1 2 3 9'],
    ['mart.order_summary.lines', { order_id: 'A1' }, '2', 'sum', 'orders.csv: 1 2'],
    ['report.rfm_segment.revenue', { segment: 'Close' }, '42.7500', 'same', 'orders.csv: 1 2 3 9'],
    ['report.rfm_segment.customers', { segment: 'Far' }, '1', 'same', 'orders.csv: 4 5 6'],
    ['report.segment.revenue_per_customer', { segment: 'Near' }, '11.0', 'computed', 'orders.csv: 7'],
    ['score.rfm.segment', { customer_id: '3' }, 'Near', 'computed', 'orders.csv: 7'],
    ['report.month.return_amount', { month_start: '2025-02-01' }, '4.0000', 'sum', 'orders.csv: 6'],
    ['report.unknown_member.unknown_revenue', { dimension: 'customer' }, '10.0000', 'same', 'orders.csv: 8'],
    ['report.unknown_member.unknown_revenue', { dimension: 'store' }, '0.0000', 'none', undefined],
    ['report.day.known_revenue', { full_date: '2025-03-01' }, '11.0000', 'same', 'orders.csv: 7'],
    ['report.unknown_member.not_applicable_lines', { dimension: 'product' }, '1', 'same', 'orders.csv: 5'],
    ['report.refused.records', { rule: 'type_ordered_at' }, '1', 'count', 'orders.csv: 10'],
    ['dw.fact_order_line.net_amount', { order_id: 'A2' }, '10.0000', 'computed', 'orders.csv: 3'],
    ['dw.dim_product.category', { product_id: 'P2' }, undefined, 'same', 'products.csv: 2'],
  ])('%s of %j is %s: %s', async (column, where, value, makes, landed) => {
    const explained = await warehouse.explainNumber(column, { where: where as Record<string, string> });
    if (value !== undefined) expect(explained.value).toBe(value);
    expect(explained.steps[0]?.makes).toBe(makes);
    expect(files(explained)).toEqual(landed === undefined ? [] : [landed]);
  });

  it('has the sentence of its table and the formula of its column', async () => {
    const { sentence, formula } = await warehouse.explainNumber('mart.order_summary.lines', {
      where: { order_id: 'A1' },
    });
    expect(sentence).toContain('One row per order, customer and day');
    expect(formula).toBe('CAST(count_star() AS BIGINT)');
  });

  it('to which nothing adds ends there', async () => {
    const explained = await warehouse.explainNumber('report.unknown_member.unknown_lines', {
      where: { dimension: 'store' },
    });
    expect(explained.value).toBe('0');
    expect(said(explained)).toEqual(['dw.fact_order_line # 0 none']);
    expect(explained.files).toEqual([]);
  });

  it('that cannot be narrowed down names no records', async () => {
    const where = { model: 'rfm', customer_id: '1' };
    const explained = await warehouse.explainNumber('score.history.score', { where });
    expect(explained.steps.map(({ table, found, rows }) => [table, found, rows])).toEqual([
      ['score.standing', 'all', 3],
    ]);
    expect(explained.files).toEqual([]);
  });

  it('shows as many rows as are asked for, and counts all', async () => {
    const explained = await warehouse.explainNumber('mart.customer.revenue', { where: { customer_id: '1' }, limit: 2 });
    expect(explained.steps.map(step => [step.rows, step.shown.length])).toEqual([
      [3, 2],
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
    expect(explained.files).toMatchObject([{ records: 4, rows: [1, 2] }]);
  });

  it('of one person is shown to an audience that may see it, and to no other', async () => {
    const name = { where: { customer_id: '1' } };
    const kept = await warehouse.explainNumber('report.customer.name', name);
    expect(kept).toMatchObject({ value: null, withheld: 'name', files: [{ withheld: ['name'], shown: [] }] });
    expect(JSON.stringify(kept)).not.toContain('Ada');
    cpSync(join(folder, 'shop'), join(folder, 'open'), { recursive: true });
    appendFileSync(join(folder, 'open', 'custometry.yaml'), '\nreport: { audience: [name] }\n');
    const open = await openWarehouse({ project: join(folder, 'open') });
    const shown = await open.explainNumber('report.customer.name', name);
    expect(shown).toMatchObject({ value: 'Ada', files: [{ withheld: [], shown: [{ _row: 1, name: 'Ada' }] }] });
  });

  it('of a table that knows a customer by the durable key only is asked by the number', async () => {
    const where = { month_start: '2025-03-01' };
    const [byNumber, byKey] = await Promise.all([
      warehouse.explainNumber('mart.customer_month.revenue', { where: { ...where, customer_id: '1' } }),
      warehouse.explainNumber('mart.customer_month.revenue', { where: { ...where, customer_durable_key: '1' } }),
    ]);
    expect(byNumber).toEqual(byKey);
    await expect(warehouse.explainNumber('mart.customer_month.revenue', { where })).rejects.toMatchObject({
      hint: 'name one row: customer_id=… month_start=…',
    });
    const nobody = { ...where, customer_id: "1' or true --" };
    await expect(warehouse.explainNumber('mart.customer_month.revenue', { where: nobody })).rejects.toThrow(
      'has no row',
    );
  });

  it.each([
    ['mart.customer.revenue', {}, 'mart.customer has 3 rows'],
    ['mart.customer.revenue', { customer_id: '9' }, 'mart.customer has no row with customer_id=9'],
    ['mart.customer.revenue', { customer: '1' }, 'mart.customer has no column customer'],
    ['mart.customer.revenu', { customer_id: '1' }, 'mart.customer has no column revenu'],
    ['mart.customer.revenue', { customer_id: "1' or true --" }, 'mart.customer has no row'],
  ])('%s of %j is refused', async (column, where, message) => {
    await expect(warehouse.explainNumber(column, { where: where as Record<string, string> })).rejects.toThrow(message);
  });
});

/** The customers of the tiny shop: 42.75 of customer 1 and 11.90 of customer 2, as above. */
const ownTables = {
  pair: `-- One row per pair of customers
-- key: a, b
select
  one.customer_durable_key as a, two.customer_durable_key as b,
  two.revenue as second, one.revenue + two.revenue as together
from mart.customer as one
inner join mart.customer as two on one.customer_durable_key <> two.customer_durable_key
`,
  first: `-- One row per customer
-- key: a
with c as (select customer_durable_key, revenue from mart.customer)
select one.customer_durable_key as a, two.revenue + 0 as second
from c as one
inner join c as two on one.customer_durable_key = 1 and two.customer_durable_key = 2
`,
  change: `-- One row: what January is above February, and nothing of March.
-- key: k
with months as (
  select
    1 as k,
    sum(case when month_start = date '2025-01-01' then revenue end) as january,
    sum(case when month_start = date '2025-02-01' then revenue end) as february
  from mart.customer_month
)
select k, january - february as revenue from months
`,
  twice: `-- One row per customer
-- key: k
with both_kinds as (
  select customer_durable_key, revenue from mart.customer
  union all
  select customer_durable_key, revenue from mart.customer
)
select customer_durable_key as k, sum(revenue) as revenue from both_kinds group by 1
`,
  running: `-- One row per customer: what they and those before them have brought, among those of one kind.
-- key: k
select
  customer_durable_key + 0 as k,
  customer_durable_key > 1 as kind,
  sum(revenue) over (order by customer_durable_key) as so_far,
  sum(revenue) over (order by customer_durable_key desc rows between unbounded preceding and current row) as from_here,
  sum(revenue) over (partition by customer_durable_key > 1) as of_kind
from mart.customer
`,
  scaled: `-- One row per customer: fractions that are written in several ways.
-- key: k
with factors as (
  select customer_durable_key + 0 as k, revenue, factor.factor
  from mart.customer
  cross join (values (1.5)) as factor (factor)
)
select
  k, factor, max(cast(revenue as double) * 1e0) as revenue, max(case factor when 1.5 then revenue else 0 - 1 end) as chosen
from factors
group by k, factor
`,
  listed: `-- One row per customer: the amounts of their orders as a list.
-- key: k
select customer_durable_key as k, array_agg(cast(revenue as integer)) as amounts from mart.order_summary group by 1
`,
};

describe('a number of a table of the project', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    const project = join(folder, 'own');
    cpSync('fixtures/tiny-shop/in', project, { recursive: true });
    mkdirSync(join(project, 'sql', 'mart'), { recursive: true });
    for (const [name, text] of Object.entries(ownTables))
      writeFileSync(join(project, 'sql', 'mart', `${name}.sql`), text);
    warehouse = await openWarehouse({ project });
    await warehouse.run();
  }, 120_000);

  it.each([
    ['of the second of two roles leads to its row', 'pair.second', { a: '1', b: '2' }, 'same', [11.9]],
    ['of both roles is not the same as one of its rows', 'pair.together', { a: '1', b: '2' }, 'computed', [42.75]],
    ['of the other role is not looked for in the row whose key passes', 'first.second', { a: '1' }, 'same', [11.9]],
    ['that runs on leads to the rows up to its own', 'running.so_far', { k: '2' }, 'sum', [42.75, 11.9]],
    ['that runs back leads to the rows from its own on', 'running.from_here', { k: '2' }, 'sum', [11.9, 11]],
    ['that is of a partition leads to all rows of it', 'running.of_kind', { k: '2' }, 'sum', [11.9, 11]],
    ['that is made with a whole fraction leads to its row', 'scaled.revenue', { k: '1' }, 'same', [42.75]],
    ['that a fraction chooses leads to what it chooses', 'scaled.chosen', { k: '1' }, 'same', [42.75]],
    ['that comes through a union twice is a sum', 'twice.revenue', { k: '1' }, 'sum', [42.75]],
  ])('%s', async (_, column, where, makes, revenue) => {
    const explained = await warehouse.explainNumber(`mart.${column}`, { where: where as Record<string, string> });
    expect(explained.steps[0]).toMatchObject({ table: 'mart.customer', makes });
    expect(explained.steps[0]?.shown.map(row => row.revenue)).toEqual(revenue);
  });

  // Customer 1: 25.50 in January, 10.00 in February; customer 2: 15.90 and -4.00. March has rows of its own.
  it('that is a difference leads to the rows of its two sides', async () => {
    const { value, steps } = await warehouse.explainNumber('mart.change.revenue', { where: { k: '1' } });
    expect(value).toBe('35.4000');
    expect(steps[0]?.shown.map(row => row.revenue)).toEqual([25.5, 10, 15.9, -4]);
  });

  // The record before it has three fields: it is refused, and A6 is the eighth of those that were read.
  it('counts its records among those that could be read, and says how many could not', async () => {
    const project = join(folder, 'broken');
    cpSync('fixtures/tiny-shop/in', project, { recursive: true });
    const orders = readFileSync(join(project, 'orders.csv'), 'utf8');
    writeFileSync(join(project, 'orders.csv'), orders.replace('A6,', 'A0,1,2025\nA6,'));
    writeFileSync(
      join(project, 'custometry.yaml'),
      `${readFileSync(join(project, 'custometry.yaml'), 'utf8')}\nlimits: { quarantine: { share: 1 } }\n`,
    );
    const broken = await openWarehouse({ project });
    await broken.run();
    const explained = await broken.explainNumber('mart.order_summary.revenue', { where: { order_id: 'A6' } });
    expect(explained.files).toMatchObject([{ rows: [8], unread: 1, shown: [{ _row: 8, price: '10.00' }] }]);
  });

  it('that is a list is computed from its rows: lists have no sum', async () => {
    const { steps } = await warehouse.explainNumber('mart.listed.amounts', { where: { k: '1' } });
    expect(steps[0]).toMatchObject({ table: 'mart.order_summary', makes: 'computed' });
  });
});

const days = resolve('..', 'shared', 'data', 'online-retail', 'by-day');

describe.skipIf(!existsSync(days))('a number of the first week of Online Retail', () => {
  const data = join(folder, 'data');
  let warehouse: Warehouse;
  beforeAll(async () => {
    const to = join(data, 'online-retail', 'by-day');
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(days).filter(name => /2010-12-0[1-7]/.test(name)))
      symlinkSync(join(days, file), join(to, file));
    cpSync('fixtures/online-retail', join(folder, 'retail'), { recursive: true });
    warehouse = await openWarehouse({ project: join(folder, 'retail'), set: { data } });
    await warehouse.run();
  });

  /** Straight from the files, with nothing of ours but the driver. */
  async function fromFiles(where: string) {
    const engine = await openDuckDb();
    const sql = `select cast(sum(cast(Quantity as decimal(18, 4)) * cast(UnitPrice as decimal(18, 4))) as decimal(18, 4)) as revenue, count(*) as lines
      from read_csv('${join(data, 'online-retail', 'by-day')}/*.csv.gz', all_varchar = true, header = true) where ${where}`;
    const [row] = rowsOf(await engine.query(sql));
    await engine.close();
    return { revenue: Number(row?.revenue), lines: Number(row?.lines) };
  }

  it('is the sum of the records that it leads to', async () => {
    const explained = await warehouse.explainNumber('mart.customer.revenue', { where: { customer_id: '17850' } });
    const { revenue, lines } = await fromFiles("CustomerID like '17850%'");
    expect(lines).toBeGreaterThan(50);
    expect(Number(explained.value)).toBe(revenue);
    expect(explained.steps.slice(0, 2).map(step => step.makes)).toEqual(['sum', 'sum']);
    expect(explained.files.reduce((sum, file) => sum + file.records, 0)).toBe(lines);
  });

  it('that is a name leads to the one record that told it last', async () => {
    const explained = await warehouse.explainNumber('dw.dim_product.name', { where: { product_id: '85123A' } });
    const last = '2010-12-07.csv.gz';
    const engine = await openDuckDb();
    const told = await engine.query(`select n from (
      select row_number() over () as n, * from read_csv('${join(data, 'online-retail', 'by-day', last)}', all_varchar = true, header = true)
    ) where StockCode = '85123A' order by InvoiceDate desc, n desc limit 1`);
    await engine.close();
    expect(explained.steps.map(step => [step.table, step.rows])).toEqual([
      ['conform.product_history', 1],
      ['conform.product_end', 1],
      ['stage.product', 1],
    ]);
    expect(files(explained)).toEqual([`${last}: ${rowsOf(told)[0]?.n}`]);
  });

  it('of the page too', async () => {
    const explained = await warehouse.explainNumber('report.headline.current_value', { where: { figure: 'revenue' } });
    const { revenue, lines } = await fromFiles('true');
    expect(Number(explained.value)).toBeCloseTo(revenue, 4);
    expect(explained.steps.map(step => step.makes)).toEqual(['same', 'sum', 'sum', 'sum', 'computed', 'computed']);
    expect(explained.steps[3]?.rows).toBe(lines);
  });
});
