import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../engine/duckdb.js';
import { literal } from '../engine/engine.js';
import { exitCode } from '../errors.js';
import { spillFolder } from '../run/spill.js';
import { openState } from '../run/state.js';
import { rowsOf } from '../table.js';

let bench: Workbench;
afterEach(() => bench.close());

const project = `
sources:
  people: { files: 'people*.csv', system: shop }
  orders: { files: 'orders*.csv', system: shop, duplicates: drop }
  bills: { files: 'bills*.csv', system: shop }
entities:
  customer:
    - { source: people, columns: { customer_id: id, name: name, email: mail, city: city } }
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price }
  payment:
    - { source: bills, columns: { payment_id: id, order_id: order, paid_at: day, amount: amount } }
limits: { quarantine: { share: 1 } }
`;

const people = [
  'P-111,Ann Archer,ann@home.example,Oslo',
  'P-222,Bob Butcher,bob@home.example,Rome',
  'P-333,Cy Cooper,cy@home.example,Bern',
];
const orders = [
  'O-1,2026-01-05,P-111,tea,1,10',
  'O-2,2026-01-06,P-222,birdcage,2,55.55',
  'O-2,2026-01-06,P-222,birdcage,2,55.55',
  'O-3,2026-01-07,P-333,tea,1,7',
  'O-4,2026-01-08,P-222,tea,octopus,8',
  'O-5,2026-01-09,P-222',
  'O-6,2026-01-10,P-111,mug,3,4',
];
/** Whose O-4 is, only a refused line says. */
const bills = ['B-1,O-1,2026-01-15,10', 'B-2,O-2,2026-01-16,111.1', 'B-3,O-6,2026-01-17,12', 'B-4,O-4,2026-01-18,8'];
const later = ['O-7,2026-02-01,P-222,tea,1,1', 'O-8,2026-02-02,P-333,mug,1,4'];

/** What only the second customer had; their number is long, for bytes of a file that follow each other by chance would spell a short one. */
const theirs = [
  'P-222',
  'Bob',
  'Butcher',
  'bob@home',
  'birdcage',
  '55.55',
  'O-2',
  'O-4',
  'O-5',
  'B-2',
  'B-4',
  '111.1',
  'octopus',
];

/** The files of the company, without the lines in which somebody is named. */
function company(without: string[] = []): Record<string, string> {
  const file = (header: string, lines: string[]) =>
    `${[header, ...lines.filter(line => !without.some(word => line.includes(word)))].join('\n')}\n`;
  return {
    'people.csv': file('id,name,mail,city', people),
    'orders.csv': file('id,day,who,what,n,price', orders),
    'bills.csv': file('id,order,day,amount', bills),
  };
}

const word = { by: 'ada', why: 'asked for it', isMeant: true };
const now = () => new Date('2026-03-01T02:00:00.000Z');
const state = () => join(bench.dir, 'state');
const open = () => bench.open({ state: state(), now });
const run = () => bench.run({ state: state(), now });
const rows = async (sql: string) => (await bench.rows(sql, { state: state(), now })).map(row => Object.values(row));

/** Every file of the state in which a text of theirs is found, also inside of Parquet and database files. */
async function traces(): Promise<string[]> {
  const engine = await openDuckDb();
  const found: string[] = [];
  for (const path of filesIn(state())) {
    const texts = [readFileSync(path, 'latin1')];
    if (path.endsWith('.parquet'))
      texts.push(JSON.stringify(rowsOf(await engine.query(`select * from read_parquet(${literal(path)})`))));
    found.push(...theirs.filter(one => texts.some(text => text.includes(one))).map(one => `${path}: ${one}`));
  }
  await engine.close();
  return found;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile());
}

/** Keys and record numbers have gaps, the account says what was erased, the meta tables how the generation was made, the history what was published before. */
const comparable = {
  tables: /^meta|^stage[.]batch$|^score[.]history$|_movement$/,
  columns: /_key$|^erased$|^key$|^_row$|^item$|^(item|bought)_list$/,
};

const published = madeOnce(async () => {
  const first = workbench(project, company());
  await first.run({ state: join(first.dir, 'state'), now });
  return first;
});

/** The second customer, of whom there was also a decision. */
const forgotten = madeOnce(async () => {
  bench = await published();
  await (await open()).settleQuarantine('discard', { rule: 'type_quantity' }, word);
  await run();
  // Of a night that was killed while it landed, and of a retry.
  const spill = spillFolder(openState(state())).replace(`-${process.pid}-`, `-${2 ** 30}-`);
  bench.write('state/landing/orders/.incoming/0/batch/part.csv', 'P-222');
  bench.write(join(relative(bench.dir, spill), 'retry/orders.csv'), 'P-222');
  expect((await traces()).length).toBeGreaterThan(12);
  await (await open()).forget('P-222', word);
  return bench;
});

describe('a customer who is forgotten', () => {
  it('is shown first, and nothing is changed', async () => {
    bench = await published();
    const before = filesIn(state())
      .filter(path => !path.includes('lock'))
      .map(path => [path, statSync(path).mtimeMs]);
    const shown = await (await open()).forget('P-222', { ...word, isMeant: false });
    expect(shown).toMatchObject({ isDone: false });
    expect(shown.traces.map(({ where, count }) => [where, count])).toEqual([
      ['landing/bills/000001', 2],
      ['landing/orders/000001', 4],
      ['landing/people/000001', 1],
      ['decisions/key', 1],
      ['decisions/score', 1],
      ['generations', 1],
      ['reports', 1],
    ]);
    expect(
      filesIn(state())
        .filter(path => !path.includes('lock'))
        .map(path => [path, statSync(path).mtimeMs]),
    ).toEqual(before);
    await expect((await open()).forget('P-9', word)).rejects.toMatchObject({ code: exitCode.usage });
  });

  it('is in no file any more, and the warehouse is as if they had never been, but for key gaps', async () => {
    bench = await forgotten();
    expect(await traces()).toEqual([]);
    const left = await bench.contents(comparable, { state: state(), now });
    const keys = 'select customer_id, customer_key from dw.dim_customer where customer_key > 0 order by 1';
    expect(await rows(keys)).toEqual([
      ['P-111', 1],
      ['P-333', 3],
    ]);
    const never = workbench(project, company(['P-222', 'B-2', 'B-4']));
    await never.run({ now });
    expect([...left]).toEqual([...(await never.contents(comparable))]);
    never.close();
    await bench.run({ state: state(), now, rebuild: true });
    expect(await bench.contents(comparable, { state: state(), now })).toEqual(left);
  });

  it('does not come back with the next delivery, which the account says; known files stay known', async () => {
    bench = await forgotten();
    expect(await run()).toMatchObject({ published: false, landed: 0 });
    bench.write('orders2.csv', `id,day,who,what,n,price\n${later.join('\n')}\n`);
    const night = await run();
    expect(night).toMatchObject({ landed: 1, accepted: 1 });
    expect(night.warnings).toContain('source orders: 1 record of forgotten customers left out');
    expect(
      await rows(
        "select batch, landed, accepted, quarantined, repeats, erased from stage.account where source = 'orders' order by 1",
      ),
    ).toEqual([
      ['000001', 3, 3, 0, 0, 4],
      ['000002', 1, 1, 0, 0, 1],
    ]);
    expect(await traces()).toEqual([]);
    expect(await rows('select order_id from dw.fact_order_line order by 1')).toEqual([
      ['O-1'],
      ['O-3'],
      ['O-6'],
      ['O-8'],
    ]);
    for (const isMeant of [true, false])
      expect(await (await open()).forget('P-222', { ...word, isMeant })).toMatchObject({
        isDone: isMeant,
        traces: [],
        notes: expect.arrayContaining(['forgotten already']),
      });
  });

  it('is erased, once there is room for what stands, although there is none for new files, of which none is landed; leaves a proof that names nobody, and a key that is never given again, and a secret that is missed', async () => {
    bench = await published();
    bench.write('custometry.yaml', project.replace('limits: {', 'limits: { run: { disk: 1KB },'));
    const stopped = { code: exitCode.resources, message: expect.stringMatching(/\nto forget them is decided/) };
    await expect((await open()).forget('P-333', word)).rejects.toMatchObject(stopped);
    bench.write('custometry.yaml', project.replace('limits: {', 'limits: { run: { disk: 1GB },'));
    bench.write('orders-later.csv', '');
    truncateSync(join(bench.dir, 'orders-later.csv'), 4e9);
    await expect(run()).rejects.toMatchObject({ code: exitCode.resources });
    expect(await (await open()).forget('P-333', word)).toMatchObject({ isDone: true });
    expect(readdirSync(join(state(), 'landing/orders')).filter(name => /^\d/.test(name))).toEqual(['000001']);
    bench.remove('orders-later.csv');
    bench.write('custometry.yaml', project);
    bench.write('people2.csv', 'id,name,mail,city\nP-4,Di Dyer,di@home.example,Wien\n');
    await run();
    expect(await rows("select customer_key from dw.dim_customer where customer_id = 'P-4'")).toEqual([[4]]);
    const manifest = JSON.parse(readFileSync(join(state(), 'landing/people/000001/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ rows: 2, erased: 1, files: [{ path: 'people.csv', rows: 2, erased: 1 }] });
    expect(manifest.erasures).toMatchObject([
      { records: 1, people: [expect.stringMatching(/^[0-9a-f]{64}$/)], files: [{ name: 'data.parquet' }] },
    ]);
    const secret = join(state(), 'decisions/erasure/secret.key');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    const whole = readFileSync(secret, 'utf8');
    bench.write('people3.csv', 'id,name,mail,city\nP-333,Cy Cooper,cy@home.example,Bern\n');
    const other = whole.replace(/^./, one => (one === '0' ? '1' : '0'));
    for (const text of [undefined, '', whole.slice(0, 32), other]) {
      if (text === undefined) rmSync(secret);
      else writeFileSync(secret, text);
      const lost = expect.stringMatching(new RegExp(`^${secret} is (missing|damaged)`));
      await expect(run()).rejects.toMatchObject({ code: exitCode.source, message: lost });
      await expect((await open()).forget('P-111', word)).rejects.toMatchObject({
        code: exitCode.source,
        message: lost,
      });
      expect(await (await open()).doctor()).toContainEqual(
        expect.objectContaining({ name: 'decisions', status: 'bad', text: lost }),
      );
    }
    writeFileSync(secret, whole);
    expect((await run()).warnings).toContain('source people: 1 record of forgotten customers left out');
    const runs = (await open()).runs().filter(({ command }) => command === 'forget');
    expect(runs.map(({ status }) => status)).toEqual(['failed', 'published']);
  });

  it('stays out of complete extracts, night after night, and nobody else is gone for it; where numbers are shared, of a system that comes later as well', async () => {
    const complete = project.replace("'people*.csv', ", "'people*.csv', complete: { key: id }, ");
    const shared = `customers: { ids: shared }\n${complete}`;
    bench = workbench(shared, company());
    await run();
    await (await open()).forget('P-222', word);
    await night('Wien', 1);
    const till = shared.replace('entities:', "  till: { files: 'till*.csv', system: till }\nentities:");
    const mapped = till.replace(
      '  payment:',
      '    - { source: till, columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price } }\n  payment:',
    );
    bench.write('custometry.yaml', mapped);
    bench.write('till.csv', 'id,day,who,n,price\n1,2026-02-01,P-222,1,1\n2,2026-02-01,P-333,1,1\n');
    await night('Linz', 2);

    /** The whole extract again, with another city of the first customer. */
    async function night(city: string, landed: number): Promise<void> {
      bench.write('people.csv', ['id,name,mail,city', ...people].join('\n').replace('Oslo', city));
      expect(await run(), city).toMatchObject({ landed, accepted: landed });
      expect(await traces(), city).toEqual([]);
      const versions =
        'select customer_id, city, is_current from dw.dim_customer where customer_key > 0 and is_current order by 1';
      expect(await rows(versions), city).toEqual([
        ['P-111', city, true],
        ['P-333', 'Bern', true],
      ]);
    }
  });

  it('is found where their number is looked up in another source, or in their own, of which several versions have landed, and left out when it comes again', async () => {
    const looking = `
sources:
  cards: { files: cards.csv }
  till: { files: 'till*.csv' }
  calls: { files: calls.csv }
entities:
  customer:
    - { source: cards, columns: { customer_id: member } }
  order_line:
    - { source: till, columns: { order_id: bon, ordered_at: day, customer_id: (select member from raw.cards where cards.card = till.card), net_amount: amount } }
  interaction:
    - { source: calls, columns: { occurred_at: day, customer_id: "(select member from raw.cards where cards.card = coalesce(calls.card, (select first.card from raw.calls as first where first.id = calls.answers)))", subject: subject } }
`;
    const calls =
      'id,day,card,subject,answers\n1,2026-01-07,C-2,birdcage,\n2,2026-01-07,C-1,tea,\n3,2026-01-08,,octopus,1\n';
    bench = workbench(looking, {
      'cards.csv': 'card,member\nC-1,P-111\nC-2,P-222\n',
      'till1.csv': 'bon,day,card,amount\nO-1,2026-01-05,C-1,10\nO-2,2026-01-06,C-2,55.55\n',
      'calls.csv': calls,
    });
    await run();
    bench.write('cards.csv', 'card,member\nC-1,P-111\nC-2,P-222\nC-3,P-222\n');
    bench.write('calls.csv', `${calls}4,2026-01-09,C-1,mug,\n`);
    bench.write('till2.csv', 'bon,day,card,amount\nO-4,2026-01-08,C-3,1\nO-8,2026-01-08,C-1,4\n');
    await run();
    expect((await traces()).length).toBeGreaterThan(5);
    const { traces: found } = await (await open()).forget('P-222', word);
    expect(found.slice(0, 6).map(({ where, count }) => [where, count])).toEqual([
      ['landing/till/000001', 1],
      ['landing/till/000002', 1],
      ['landing/calls/000001', 2],
      ['landing/calls/000002', 2],
      ['landing/cards/000001', 1],
      ['landing/cards/000002', 2],
    ]);
    expect(await traces()).toEqual([]);
    bench.write('till3.csv', 'bon,day,card,amount\nO-9,2026-01-09,C-1,2\n');
    expect(await run()).toMatchObject({ landed: 1, accepted: 1 });
    expect(await rows('select order_id from dw.fact_order_line order by 1')).toEqual([['O-1'], ['O-8'], ['O-9']]);
  });

  it('is found in what was somebody else’s only as long as a list that is theirs said so', async () => {
    const merging = `
sources: { accounts: { files: accounts.csv }, sales: { files: sales.csv } }
entities:
  customer: [{ source: accounts, columns: { customer_id: id } }]
  order_line:
    - source: sales
      columns: { order_id: no, ordered_at: day, net_amount: amount, customer_id: "coalesce((select max(merged_into) from raw.accounts where accounts.id = sales.account), account)" }
`;
    bench = workbench(merging, {
      'accounts.csv': 'id,merged_into\nP-111,\nP-222,P-111\n',
      'sales.csv': 'no,day,account,amount\nO-1,2026-01-05,P-111,10\nO-2,2026-01-06,P-222,55.55\n',
    });
    await run();
    const { traces: found } = await (await open()).forget('P-222', word);
    expect(found.filter(({ where }) => where.startsWith('landing'))).toMatchObject([
      { where: 'landing/accounts/000001', count: 1 },
      { where: 'landing/sales/000001', count: 1 },
    ]);
    expect(await traces()).toEqual([]);
    expect(await rows('select order_id from dw.fact_order_line order by 1')).toEqual([['O-1']]);
  });

  it('is left out by what a list says that a mapping looks into, be it the first of that list or a newer one, of the same night', async () => {
    bench = await forgotten();
    const lines =
      '    - { source: till, columns: { order_id: bon, ordered_at: day, net_amount: amount, customer_id: (select member from raw.cards where cards.card = till.card) } }\n';
    const sources = "  till: { files: 'till*.csv', system: shop }\n  cards: { files: 'cards*.csv' }\nentities:";
    bench.write('custometry.yaml', project.replace('entities:', sources).replace('  payment:', `${lines}  payment:`));
    bench.write('cards1.csv', 'card,member\nC-1,P-111\nC-2,P-222\n');
    bench.write('till1.csv', 'bon,day,card,amount\nT-1,2026-01-05,C-1,10\nT-2,2026-01-06,C-2,5\n');
    expect(await run()).toMatchObject({ landed: 3 });
    bench.write('cards2.csv', 'card,member\nC-9,P-222\n');
    bench.write('till2.csv', 'bon,day,card,amount\nT-3,2026-01-05,C-1,10\nT-9,2026-01-06,C-9,5\n');
    expect(await run()).toMatchObject({ landed: 2 });
    expect(
      await rows("select order_id, customer_id from stage.order_line where order_id like 'T-%' order by 1"),
    ).toEqual([
      ['T-1', 'P-111'],
      ['T-3', 'P-111'],
    ]);
  });
});
