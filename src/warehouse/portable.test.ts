import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { land } from '../../etl/land.js';
import { demo } from '../../fixtures/demo/index.js';
import type { Model } from '../../models/model.js';
import { savedModel } from '../../models/persist.js';
import { rfm } from '../../models/rfm/index.js';
import { openDuckDb } from '../engine/duckdb.js';
import { unportable } from '../plan/words.js';
import { rfmSchema } from '../project/rfm-schema.js';
import { planning } from './reading.js';
import { scoreSelects } from './scored.js';
import { openEngine, openSession } from './session.js';
import { valuesSelect } from './values-select.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-portable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const shared = resolve('..', 'shared', 'data');

/** Lands what a project has and answers what is not portable in any select that it plans. */
async function faultsOf(project: string, set: Record<string, string> = {}) {
  const session = await openSession({ project, state: join(folder, 'state', project.replaceAll(/\W/g, '_')), set });
  const engine = await openEngine(session);
  const { config, dir } = session.project;
  await land({ engine, sources: config.sources, projectDir: dir, landing: session.state.landing, now: session.now });
  await engine.close();
  return planning(session, async (_engine, { tables }) => ({
    count: tables.length,
    faults: tables.flatMap(({ table, select }) => unportable(select).map(fault => `${table}: ${fault}`)),
  }));
}

/** Selects as `custometry sql` prints them, models before their first fit among them. */
describe('every select keeps to portable words', () => {
  it.each([
    [
      'the tiny shop',
      () => Promise.resolve(void cpSync('fixtures/tiny-shop/in', join(folder, 'shop'), { recursive: true })),
      'shop',
    ],
    ['the demo', () => demo(join(folder, 'demo'), { customers: 100 }), 'demo'],
    ['a project with every feature', () => Promise.resolve(everything(join(folder, 'every'))), 'every'],
  ])('of %s', async (_what, make, name) => {
    await make();
    const { count, faults } = await faultsOf(join(folder, name));
    expect(count).toBeGreaterThan(60);
    expect(faults).toEqual([]);
  });

  it.skipIf(!existsSync(shared)).each(['online-retail', 'cdnow', 'rfm'])('of %s', async name => {
    const data = join(folder, 'data');
    const days = join(data, 'online-retail', 'by-day');
    mkdirSync(days, { recursive: true });
    for (const one of ['cdnow', 'rfm'])
      if (!existsSync(join(data, one))) symlinkSync(join(shared, one), join(data, one));
    const [day = ''] = readdirSync(join(shared, 'online-retail', 'by-day'));
    if (!existsSync(join(days, day))) symlinkSync(join(shared, 'online-retail', 'by-day', day), join(days, day));
    const { faults } = await faultsOf(join('fixtures', name), { data });
    expect(faults).toEqual([]);
  });
});

/** Customers enough for ten bins. */
const customers = `select n as customer_key, cast(n as varchar) as customer_id, date '2026-12-31' as as_of,
  cast(n % 97 as integer) as recency_days, cast(1 + n % 13 as integer) as frequency, cast(n * 3.5 - 20 as decimal(18, 4)) as monetary
from unnest(sequence(1, 200)) as t (n)`;

const bounds = { recency: [10, 50], frequency: [2, 5], monetary: [0, 100] };
const own = [{ name: "Nobody's", recency: [1, 2], frequency: [1, 3], monetary: [2, 3] }];

describe('the selects of a fitted model keep to portable words', () => {
  it.each([
    ...['quantile', 'ntile', 'percent_rank'].map(method => ({ method })),
    { method: 'quantile', bound: 'package' },
    { method: 'fixed', bins: 3, bounds, segments: own, other: "It's another" },
    { bins: { recency: 4, frequency: 10, monetary: 2 }, orders: 'all', segments: own },
    ...['rfm-10', 'shopify-11', 'pymc-5', 'octant'].map(segments => ({ segments })),
  ])('with %j', async given => {
    const options = rfmSchema.parse(given);
    const engine = await openDuckDb();
    await engine.replace('feature.rfm', customers);
    const features = await engine.query(rfm.training(options));
    const learnt = { options, fitted: rfm.fit(features, options), asOf: null, rows: features.rows, fingerprint: '' };
    const selects = scoreSelects([{ model: rfm as Model, saved: savedModel(rfm, learnt) }]);
    await engine.close();
    expect([...selects.keys()]).toEqual(['score.rfm', 'score.rfm_bound']);
    expect([...selects].flatMap(([table, select]) => unportable(select).map(fault => `${table}: ${fault}`))).toEqual(
      [],
    );
  });

  it('and without a customer to learn from', () => {
    const select = valuesSelect({ rows: 0, columns: [{ name: 'axis', type: { kind: 'text' }, values: [] }] });
    expect(unportable(select)).toEqual([]);
  });
});

/** Every kind of rule, format, default, derivation, table and action, over CSV, NDJSON and Parquet, with one that no file matches. */
function everything(project: string): void {
  mkdirSync(project, { recursive: true });
  const put = (name: string, text: string) => writeFileSync(join(project, name), text);
  put(
    'people.csv',
    'no,first,last,mail,born,card,seen,vip,x\n1,Ada,L,a@b.c,01.02.1980,0017.0,2026-01-01T00:00:00Z,yes,1\n2,B,M,nix,,,,,\n2,B,M,nix,,,,,\n',
  );
  put(
    'lines.csv',
    'number;line;date;customer;article;shop;way;pieces;price;amount;code;status\n' +
      "A1;1;31.12.2026 23:59;1.0;P1;S1;C1;2;1.234,50 €;(5,00);EUR;ok\nA2;x;1.1.26 1:05 PM;2;P'2;;;n/a;7;8;USD;no\n",
  );
  put('days.ndjson', '{"day":"20260101","code":"USD","rate":0.9}\n');
  put('till.txt', '1 20260101 3 9.99\n');
  put('codes.csv', 'code,people,since,plain\n1,2,2026-01-01,x\n');
  put('custometry.yaml', projectFile);
  mkdirSync(join(project, 'sql', 'mart'), { recursive: true });
  put(
    join('sql', 'mart', 'mine.sql'),
    '-- One row per code.\n-- key: code\nselect code, count(*) as n from stage.code group by code\n',
  );
}

const projectFile = `name: It's everything
currency: EUR
as_of: 2026-12-31
calendar: { time_zone: Europe/Berlin, week_start: sunday, fiscal_start: 4 }
customers: { ids: shared }
products: { ids: per_system }
sources:
  people: { system: crm, files: people.csv, duplicates: drop, null_words: [NA, "it's"] }
  lines: { system: shop, files: lines.csv, delimiter: ';', null_words: [n/a] }
  days: { files: days.ndjson }
  till: { system: till, files: till.txt, format: lines, pattern: '^(?<who>[0-9]+) (?<day>[0-9]+) (?<n>[0-9]+) (?<sum>[0-9.]+)$' }
  codes: { files: codes.csv }
  never: { files: never-*.csv, optional: true }
entities:
  customer:
    - source: people
      where: first is not null
      columns:
        customer_id: { from: 'no', formats: '17850.0' }
        name: concat_ws(' ', first, last)
        email: mail
        country: { default: "C'DE" }
        birth_date: { from: born, formats: [YYYY-MM-DD, DD.MM.YYYY, D/M/YY] }
        registered_on: { from: seen, type: date, default: 2020-01-01 }
        updated_at: { from: seen }
        loyalty_card: { from: card, type: id, personal: none }
        is_vip: { from: vip, type: boolean }
        children: { from: x, type: integer, default: 0 }
        weight: { from: x, type: decimal, formats: ["1.234,5", "1,234.5"] }
      rules:
        - { column: email, matches: '^[^@ ]+@[^@ ]+$', action: null }
        - { column: country, in: [DE, "C'DE"], action: default, default: XX }
        - { column: children, between: [0, 20], action: warn, limit: { count: 5 } }
        - { column: birth_date, between: [1900-01-01, 2026-12-31], action: null }
        - { column: name, required: true }
        - { name: sane, sql: "children >= 0 or name = 'it''s'", action: warn }
        - { column: weight, type: true, action: null }
    - { source: till, columns: { customer_id: who } }
  product:
    - { source: lines, where: article is not null, columns: { product_id: article, name: article, unit_price: { from: price, formats: '1.234,50 €' } } }
  store:
    - { source: lines, where: shop is not null, columns: { store_id: shop, size: { from: line, type: integer } } }
  channel:
    - { source: lines, where: way is not null, columns: { channel_id: way } }
  order_line:
    - source: lines
      where: status <> 'cancelled'
      columns:
        order_id: number
        line_number: line
        ordered_at: { from: date, formats: ['DD.MM.YYYY HH:mm', 'D.M.YY h:mm A', YYYY-MM-DD HH:mm:ss.SSS] }
        customer_id: { from: customer, formats: '17850.0' }
        product_id: article
        store_id: shop
        channel_id: way
        kind: case when amount like '(%' then 'return' else 'sale' end
        quantity: pieces
        unit_price: { from: price, formats: ['1.234,50 €', '$1,234.50', "1’234.50"] }
        net_amount: { from: amount, formats: ['(1.234,50)', '1 234,50'] }
        discount_amount: { default: 0 }
        currency: code
      rules:
        - { column: line_number, type: true, action: null }
        - { column: quantity, type: true, action: default, default: 1 }
        - { column: customer_id, references: customer, action: warn, limit: { share: 0.9 } }
        - { column: product_id, references: product }
        - { column: kind, in: [sale, return], action: default, default: sale }
    - source: till
      columns: { order_id: { derive: customer_day }, ordered_at: { from: day, formats: YYYYMMDD }, customer_id: who, kind: { default: sale }, quantity: n, net_amount: sum }
  payment:
    - { source: till, columns: { payment_id: cast(_row as varchar), order_id: who, customer_id: who, paid_at: { from: day, formats: YYYYMMDD }, amount: sum } }
  exchange_rate:
    - { source: days, columns: { rate_date: { from: day, formats: YYYYMMDD }, currency: code, rate: rate } }
tables:
  code: { source: codes, types: { people: integer, since: date } }
rfm: { method: percent_rank, orders: all, segments: octant }
report: { audience: [name, contact, birth, sensitive] }
limits: { quarantine: { share: 1 } }
`;
