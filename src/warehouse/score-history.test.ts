import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { openState } from '../run/state.js';
import { decide } from './decide.js';

let bench: Workbench;
afterEach(() => bench.close());

/** Two bins per axis at stated bounds, so that every score is plain from the orders: at most 10 days ago, more than 1 order, more than 50. */
const project = (more = '') => `
sources:
  lines: { files: 'lines*.csv' }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
rfm:
  method: fixed
  bounds: { recency: [10], frequency: [1], monetary: [50] }
  segments:
    - { name: Best, recency: [2, 2], frequency: [2, 2] }
    - { name: Fresh, recency: [2, 2], frequency: [1, 1] }
    - { name: Lost, recency: [1, 1], frequency: [1, 2] }
${more}`;

const header = 'id,day,who,what,n,price\n';
/** On the second night Ann buys again, Cy comes; on the third Bob has not bought for 36 days, Ann spends more. */
const nights = [
  '1,2026-01-05,Ann,tea,1,10\n2,2026-01-06,Bob,tea,1,10\n',
  '3,2026-01-08,Ann,tea,1,10\n4,2026-01-09,Cy,tea,1,60\n',
  '5,2026-02-11,Ann,tea,1,90\n',
];

const published: (() => Promise<Workbench>)[] = nights.map((night, index) =>
  madeOnce(async () => {
    const before = await (published[index - 1]?.() ?? workbench(project()));
    before.write(`lines${index + 1}.csv`, header + night);
    await before.run();
    return before;
  }),
);

async function publish(count: 2 | 3): Promise<void> {
  bench = await (published[count - 1] as () => Promise<Workbench>)();
}

const rows = async (sql: string) =>
  (await bench.rows(sql)).map(row => Object.values(row).map(one => one && String(one)));
const history = () =>
  rows(
    'select customer_id, score, class, generation, as_of, until_generation, until_as_of from score.history order by customer_id, generation',
  );
const movement = () => rows('select from_segment, to_segment, customers from report.segment_movement order by 1, 2');
const files = () => readdirSync(join(bench.dir, 'decisions', 'score')).sort();
const linesOf = (file: string) => {
  const lines = readFileSync(join(bench.dir, 'decisions', 'score', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
};

const afterThree = [
  ['Ann', '2-1-1', 'Fresh', '000001', '2026-01-06', '000002', '2026-01-09'],
  ['Ann', '2-2-1', 'Best', '000002', '2026-01-09', '000003', '2026-02-11'],
  ['Ann', '2-2-2', 'Best', '000003', '2026-02-11', null, null],
  ['Bob', '2-1-1', 'Fresh', '000001', '2026-01-06', '000003', '2026-02-11'],
  ['Bob', '1-1-1', 'Lost', '000003', '2026-02-11', null, null],
  ['Cy', '2-1-2', 'Fresh', '000002', '2026-01-09', '000003', '2026-02-11'],
  ['Cy', '1-1-2', 'Lost', '000003', '2026-02-11', null, null],
];

const movedByThree = [
  ['Best', 'Best', '1'],
  ['Fresh', 'Lost', '2'],
];

describe('published scores', () => {
  it('are kept from night to night: what was said of whom, and until when', async () => {
    await publish(3);
    expect(await history()).toEqual(afterThree);
  });

  it('are written down only where they differ from what was published last', async () => {
    await publish(2);
    expect(files()).toEqual(['000001-000001.ndjson', '000002-000002.ndjson']);
    expect(linesOf('000002-000002.ndjson')).toEqual([
      {
        generation: '000002',
        after: '000001',
        as_of: '2026-01-09',
        model: 'rfm',
        customer_id: 'Ann',
        key: 1,
        score: '2-2-1',
        class: 'Best',
      },
      expect.objectContaining({ customer_id: 'Cy', score: '2-1-2', class: 'Fresh' }),
    ]);
  });

  it('are taken from the history that stands, not read again from all that was ever decided', async () => {
    await publish(2);
    const first = join(bench.dir, 'decisions', 'score', '000001-000001.ndjson');
    // Of the same length: one that is shorter is missed.
    writeFileSync(first, `${'{"generation":"000001","after":null'.padEnd(statSync(first).size - 2)}}\n`);
    bench.write('lines3.csv', header + (nights[2] ?? ''));
    await bench.run();
    expect(await history()).toEqual(afterThree);
  });

  it('end with the customer, and begin again when they come back; the same, as who moved, when a generation is forced and when all is made anew', async () => {
    await publish(2);
    bench.write('lines2.csv', `${header}3,2026-01-08,Ann,tea,1,10\n4,2026-01-09,Dan,tea,1,60\n`);
    await bench.run();
    const ofCy = async () => (await history()).filter(([who]) => who === 'Cy');
    expect(await ofCy()).toEqual([['Cy', '2-1-2', 'Fresh', '000002', '2026-01-09', '000003', '2026-01-09']]);
    expect(linesOf('000003-000003.ndjson')).toEqual([
      expect.objectContaining({ customer_id: 'Cy', score: null, class: null }),
      expect.objectContaining({ customer_id: 'Dan', class: 'Fresh' }),
    ]);
    bench.write('lines4.csv', `${header}9,2026-01-09,Cy,tea,1,60\n`);
    await bench.run();
    const told = await history();
    expect((await ofCy()).at(-1)).toEqual(['Cy', '2-1-2', 'Fresh', '000004', '2026-01-09', null, null]);
    const moved = await movement();
    for (const how of [{ force: true }, { rebuild: true }]) {
      expect(await bench.run(how)).toMatchObject({ published: true });
      expect(await history()).toEqual(told);
      expect(await movement()).toEqual(moved);
    }
    expect(files()).toHaveLength(4);
  });

  it('tell who moved from which segment into which', async () => {
    await publish(2);
    expect(await movement()).toEqual([
      ['(new)', 'Fresh', '1'],
      ['Fresh', 'Best', '1'],
      ['Fresh', 'Fresh', '1'],
    ]);
    bench.close();
    await publish(3);
    expect(await movement()).toEqual(movedByThree);
    expect(await rows('select customer_id from report.segment_member_movement order by 1')).toEqual([['Bob'], ['Cy']]);
  });

  it('tell who moved between the segments of every model that has them', async () => {
    const alike = 'segment: { columns: [revenue], k: 2, log: none, winsor: 0, refit: { drift: 100 } }';
    bench = workbench(project(alike));
    bench.write(
      'lines1.csv',
      `${header}1,2026-01-05,Ann,tea,1,10\n2,2026-01-05,Bob,tea,1,12\n3,2026-01-05,Cy,tea,1,90\n`,
    );
    await bench.run();
    bench.write('lines2.csv', `${header}4,2026-01-06,Bob,tea,1,70\n`);
    await bench.run();
    const pairs = `select from_segment, to_segment, customers from report.segment_movement where model = 'segment' order by 1, 2`;
    expect(await rows(pairs)).toEqual([
      ['High revenue', 'High revenue', '1'],
      ['Low revenue', 'High revenue', '1'],
      ['Low revenue', 'Low revenue', '1'],
    ]);
    expect(await rows('select model, customer_id from report.segment_member_movement order by 1')).toEqual([
      ['rfm', 'Bob'],
      ['segment', 'Bob'],
    ]);
  });

  it('stand on the card of the customer, newest first', async () => {
    await publish(3);
    const { history: told } = await (await bench.open()).customer('Ann');
    expect(told.map(row => [row.generation, row.score, row.class])).toEqual([
      ['000003', '2-2-2', 'Best'],
      ['000002', '2-2-1', 'Best'],
      ['000001', '2-1-1', 'Fresh'],
    ]);
  });

  it('of somebody who is forgotten are taken out, and which generation came after which is still said', async () => {
    await publish(3);
    await (await bench.open()).forget('Cy', { by: 'ada', why: 'asked', isMeant: true });
    expect(linesOf('000002-000002.ndjson')).toEqual([
      expect.objectContaining({ customer_id: 'Ann' }),
      { generation: '000002', after: '000001' },
    ]);
    expect(await history()).toEqual(afterThree.filter(([who]) => who !== 'Cy'));
  });

  it('do not count as published once a rollback turned away from them', async () => {
    await publish(3);
    const warehouse = await bench.open();
    await warehouse.rollback();
    await warehouse.close();
    bench.write('lines4.csv', `${header}6,2026-01-10,Bob,tea,1,10\n`);
    await bench.run();
    const told = await history();
    expect(told.filter(([, , , generation]) => generation === '000003')).toEqual([]);
    expect(told.filter(([who]) => who === 'Cy').at(-1)).toEqual([
      'Cy',
      '1-1-2',
      'Lost',
      '000004',
      '2026-02-11',
      null,
      null,
    ]);
    await bench.run({ rebuild: true });
    expect(await history()).toEqual(told);
  });

  it('are the same when a run is killed after it wrote them down and before it published', async () => {
    await publish(2);
    bench.write('none.ndjson', '');
    bench.write('killed.ndjson', '{"generation":"000003","after":"000002","model":"rfm","customer_id":"Ann"}\n');
    const [keys, scores] = [join(bench.dir, 'none.ndjson'), join(bench.dir, 'killed.ndjson')];
    decide(openState(bench.dir), '000003', { keys, scores, models: [] });
    expect(files()).toHaveLength(3);
    bench.write('lines3.csv', header + (nights[2] ?? ''));
    await bench.run();
    expect((await history()).map(([who, score, type]) => [who, score, type])).toEqual(
      afterThree.map(([who, score, type]) => [who, score, type]),
    );
  });
});
