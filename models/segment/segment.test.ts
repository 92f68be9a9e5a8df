import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { segmentSchema } from '../../src/project/segment-schema.js';
import { random } from '../../src/stats/random.js';
import { rowsOf, type Table } from '../../src/table.js';
import { learn } from '../../src/warehouse/learn.js';
import { type MineRequest, mine } from '../../src/warehouse/mine.js';
import type { Model } from '../model.js';
import { example } from './example.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './index.js';
import { proposedNames } from './names.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { prepared, type Step } from './step.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const options: SegmentOptions = {
  ...segmentDefaults,
  columns: ['recency_days', 'revenue'],
  k: 2,
  log: 'none',
  winsor: 0,
};

async function fitted(rows: string, more: object = {}, before?: SegmentFitted): Promise<SegmentFitted> {
  const all = { ...options, ...more };
  await engine.replace(
    'feature.customer',
    `select 'c' || row_number() over () as customer_id, * from (values ${rows}) as t (recency_days, revenue)`,
  );
  return segment.fit(await engine.query(segment.training(all)), all, before);
}

/** Truth: by hand, unless said otherwise. */
describe('segments', () => {
  it('stand in the order of their mean revenue and are named for what sets them apart', async () => {
    const { clusters, steps } = await fitted('(1, 90), (3, 110), (50, 9), (70, 11), (60, 10)');
    expect(clusters.map(({ number, size, means, value }) => ({ number, size, means, value }))).toEqual([
      { number: 1, size: 2, means: [2, 100], value: 100 },
      { number: 2, size: 3, means: [60, 10], value: 10 },
    ]);
    expect(steps.map(step => [step.column, step.fill, step.center])).toEqual([
      ['recency_days', 50, 36.8],
      ['revenue', 11, 46],
    ]);
    expect(clusters.map(one => one.name)).toEqual([
      'High revenue, recent last purchase',
      'Low revenue, last purchase long ago',
    ]);
  });

  // As the days since a last purchase are of customers who only brought things back.
  it('have no mean of what nobody in them has: none that is told, none that a later fit is held against', async () => {
    const none = await fitted('(1, 90), (3, 110), (20, 100), (null, -9), (null, -11)', { scale: 'none' });
    expect(none.clusters.map(one => one.means)).toEqual([
      [8, 100],
      [null, -10],
    ]);
    const told = segment.explain(none).map(({ text }) => text);
    expect(told).toContainEqual(expect.stringMatching(/^2 .*: 2 of 5, on average revenue -10$/));
    const why = segment.explain(none, { recency_days: 2, revenue: -10 }).map(({ text }) => text);
    expect(why).toContainEqual(expect.stringMatching(/^recency_days 2: on average unknown here, 8 in /));
    const center = segment.tables.find(({ table }) => table === 'score.segment_center');
    expect(rowsOf(center?.make(none) as Table).map(one => one.mean)).toEqual([8, 100, null, -10]);
    // It lies at the median of those who have one, 3 days, and so does its heir; not at 0.
    const rows = '(0, -10.5), (0, -11.5), (3, -11.5), (3, -12.5), (6, 100)';
    const later = await fitted(rows, { scale: 'none', k: 3 }, none);
    expect(later.clusters.find(one => one.number === 2)?.means).toEqual([3, -12]);
  });

  it('are not named twice for what is the same, as revenue and revenue per order are where everybody bought once', () => {
    const columns = ['revenue', 'order_amount_mean', 'recency_days', 'tenure_days'].map(column => ({ column }));
    const segments = [
      [1.2, 1.2, -0.5, -0.5],
      [-0.8, -0.8, 0.4, 0.4],
    ];
    const names = proposedNames(columns, segments, []);
    expect(names).toEqual(['High revenue, recent last purchase', 'Low revenue, last purchase long ago']);
    const alike = [
      [1, 1],
      [0.5, 0.5],
      [-2, -2],
    ];
    const three = proposedNames(columns.slice(0, 2), alike, []);
    expect(three).toEqual(['High revenue (1)', 'High revenue (2)', 'Low revenue (3)']);
  });

  it('say high or low of what is, as that 2 is neither among 1, 2 and 3, nor a share that all have a word of its own', () => {
    const columns = [{ column: 'x' }, { column: 'y' }, { column: 'country FR', category: { column: 'country' } }];
    const segments = [
      [-1.225, -0.71, 0],
      [0, -0.71, -0.09],
      [1.225, 1.41, 0.05],
    ];
    const names = proposedNames(columns as Parameters<typeof proposedNames>[0], segments, []);
    expect(names).toEqual(['Low x, low y', 'Low y, some country FR', 'High y, high x']);
    const middling = proposedNames([{ column: 'x' }], [[-1.225], [-0.035], [1.225]], []);
    expect(middling).toEqual(['Low x', 'Middling x', 'High x']);
  });

  it('say not only of a value of words that nobody has', () => {
    const columns = [{ column: 'country FR', category: { column: 'country', is: 'FR' } }];
    const names = proposedNames(columns, [[-1], [-0.6], [1.6]], [[0], [0.2], [0.9]]);
    expect(names).toEqual(['Not country FR', 'Few country FR', 'Country FR']);
  });

  it('keep number and name in a later fit, whatever their order then; a segment that matches none has a new number', async () => {
    const first = await fitted('(1, 90), (3, 110), (50, 9), (70, 11), (60, 10)');
    const later = await fitted(
      '(1, 9), (3, 11), (50, 900), (70, 1100), (60, 1000)',
      {},
      {
        ...first,
        clusters: first.clusters.map(one => ({ ...one, name: `Kept ${one.number}` })),
      },
    );
    expect(later.clusters.map(({ number, name, means }) => [number, name, means[0]])).toEqual([
      [2, 'Kept 2', 60],
      [1, 'Kept 1', 2],
    ]);
    const three = await fitted('(1, 90), (3, 110), (50, 9), (70, 11), (200, 500), (210, 510)', { k: 3 }, first);
    expect(three.clusters.map(one => one.number)).toEqual([3, 1, 2]);
  });

  it('are the same whatever the order of the rows', async () => {
    const rows = ['(1, 90)', '(3, 110)', '(50, 9)', '(70, 11)', '(60, 10)', '(2, 95)'];
    const there = await fitted(rows.join(', '));
    const back = await fitted(rows.toReversed().join(', '));
    expect(back.clusters.map(({ name, size }) => [name, size])).toEqual(
      there.clusters.map(({ name, size }) => [name, size]),
    );
    expect(back.stages[0]?.sse).toBeCloseTo(there.stages[0]?.sse as number, 12);
  });

  it('have the same means and the same table of k to the last bit, whatever the order of the rows', async () => {
    const draw = random(7);
    const rows = Array.from(
      { length: 150 },
      (_, row) => `(${draw.uniform() / 3 + (row % 3)}, ${draw.uniform() / 7 + (row % 3)})`,
    );
    const there = await fitted(rows.join(', '), { k: 'auto' });
    const back = await fitted(rows.toReversed().join(', '), { k: 'auto' });
    expect(there.stages[0]?.candidates.length).toBeGreaterThan(8);
    expect(back.stages[0]?.candidates).toEqual(there.stages[0]?.candidates);
    const told = ({ clusters }: SegmentFitted) => clusters.map(({ deviations: _, ...one }) => one);
    expect(told(back)).toEqual(told(there));
  });

  it('leave out a column with one value, fill what is missing by the median, and say so', async () => {
    const { constant, steps } = await fitted('(1, 5), (3, 5), (50, 5), (null, 5)');
    expect(constant).toEqual(['revenue']);
    expect(steps.map(step => [step.column, step.fill])).toEqual([['recency_days', 3]]);
    expect(segment.words(await fitted('(1, 5), (3, 5), (50, 5), (null, 5)')).notes[0]).toBe(
      'segment: the median stands for what is missing: last purchase in 1 of 4 rows',
    );
    expect(segment.words(await fitted('(1, 5), (3, 5), (50, 5)')).warnings).toContain(
      'segment: left out, with one value at most: revenue',
    );
    expect(segment.words(await fitted('(3, 5), (3, 5)', { k: 'auto' })).definitions[0]).toBe(
      'segment: one for all, since no column tells any apart',
    );
  });

  it('say of how many rows the rules count where they are grown on a sample', async () => {
    const rows = (each: number) => Array.from({ length: each }, (_, row) => `(${row % 2}, ${row % 2})`).join(', ');
    const said = 'segment: the rules in words give 100.0 % of all the segment that they have';
    expect(segment.words(await fitted(rows(20_000))).notes).toContain(said);
    expect(segment.words(await fitted(rows(20_002))).notes).toContain(`${said}; they count 20,000 of 20,002 rows`);
  });

  it('refuse what is missing where they are asked to', async () => {
    await expect(fitted('(1, 5), (null, 7), (2, 6)', { missing: 'refuse' })).rejects.toMatchObject({
      message: 'segment: recency_days is missing in 1 of 3 rows',
      code: 4,
    });
    expect((await fitted('(1, 5), (3, 7), (2, 6)', { missing: 'refuse' })).rows).toBe(3);
  });

  it('are not more than there are distinct customers', async () => {
    await expect(fitted('(1, 5), (1, 5), (2, 6)', { k: 3 })).rejects.toMatchObject({
      message: 'segment: there are no 3 segments by recency_days, revenue: only 2 rows differ from each other there',
      hint: 'ask for 2 or fewer, or cluster by other columns',
      code: 2,
    });
    await expect(fitted('(1, 5), (1, 5)')).rejects.toMatchObject({
      message: 'segment: there are no 2 segments by recency_days, revenue: all rows are alike there',
      hint: 'ask for one segment, or cluster by other columns',
      code: 2,
    });
  });

  it('have the defaults of the project file, which also says when a run fits at all', () => {
    const { refit, ...own } = segmentSchema.parse({});
    expect({ defaults: segmentDefaults, refit }).toEqual({ defaults: own, refit: 'every_run' });
  });

  it('prepare a value by filling it, its logarithm, drawing it in, centring and dividing', () => {
    const step: Step = {
      column: 'x',
      fill: 7,
      missing: 0,
      log: true,
      lower: 0,
      upper: Math.log(8),
      center: 1,
      scale: 2,
    };
    expect(prepared(step, null)).toBe((Math.log(8) - 1) / 2);
    expect(prepared(step, 0)).toBe(-0.5);
    expect(prepared(step, 1e6)).toBe((Math.log(8) - 1) / 2);
    expect(prepared(step, -5)).toBe(-0.5);
  });

  it('are as many as the silhouette and the Davies–Bouldin index say, with a reason', async () => {
    await engine.replace('feature.customer', example.many);
    const all = { ...segmentDefaults, columns: ['recency_days', 'sale_orders'] };
    const found = segment.fit(await engine.query(segment.training(all)), all);
    expect(found.clusters).toHaveLength(3);
    expect(found.stages[0]?.candidates.map(one => one.k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(segment.words(found).notes).toEqual([
      expect.stringMatching(/^segment: 3 of 2 to 12 segments: a silhouette of 0\.\d{3} \(the greatest is /),
      'segment: from bootstrap samples they come back with an adjusted Rand index of 1.00; the gap statistic speaks for 3',
      'segment: the rules in words give 100.0 % of all the segment that they have',
    ]);
  });
});

/** Truth: by hand. Two centres at 2 and 60 days; 40 % of the customers are 1 day away and 20 % none, later all of them are 10. */
it('tell how far each column has moved, and how far customers are from their centres, then and now', async () => {
  const plain = { columns: ['recency_days'], scale: 'none' as const };
  const found = await fitted('(1, 1), (3, 1), (50, 1), (70, 1), (60, 1)', plain);
  expect(found.distances.map(one => Number(one.toFixed(2)))).toEqual([0.4, 1, 10, 10]);
  const same = await engine.query(segment.training({ ...options, ...plain }));
  expect(segment.moved?.(found, same)).toEqual([
    'stability index of each column: recency_days 0.0000',
    'distance to the own centre: 10 % up to 0.40, now 0.40; 50 % up to 1.00, now 1.00; 90 % up to 10.00, now 10.00; 99 % up to 10.00, now 10.00',
  ]);
  await fitted('(12, 1), (12, 1), (70, 1), (70, 1), (50, 1)', plain);
  const later = await engine.query(segment.training({ ...options, ...plain }));
  expect(segment.moved?.(found, later)[1]).toMatch(/50 % up to 1.00, now 10.00/);
  expect(segment.moved?.(found, { rows: 0, columns: [] })).toEqual([]);
});

/** Truth: by hand; and the sums are exact, so threads change no byte of it. */
it('describes its segments beside everybody, also by what they were not made of, and values beyond all measure', async () => {
  const texts = [];
  for (const threads of [1, 2, 4]) {
    const own = await openDuckDb({ threads });
    await own.replace(
      'feature.customer',
      `select *, case when revenue > 25 then 'FR' else 'DE' end as country,
      case when n = 1 then 1e300 else 1e9 + n end as huge from (select *, customer_durable_key as n from (${example.many}))`,
    );
    const found = (await learn(
      own,
      segment as Model,
      await own.query(segment.training(options)),
      options,
    )) as SegmentFitted;
    texts.push(JSON.stringify(found));
    const country = found.attributes.filter(one => one.column === 'country' && one.value === 'FR');
    expect(country.reduce((sum, one) => sum + one.customers, 0)).toBe(500);
    expect(Math.min(...country.map(one => one.p_adjusted))).toBeLessThan(1e-20);
    expect(found.attributes.some(one => one.column === 'huge')).toBe(true);
    await own.close();
  }
  expect(new Set(texts).size).toBe(1);
});

/** Truth: by hand. Of twelve rows four are far away, and those are the red ones of great weight. */
describe('mine segment on a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'custometry-segment-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'twelve.csv');
  const rows = Array.from({ length: 12 }, (_, at) => {
    const isFar = at % 3 === 0;
    return `${at},${isFar ? 100 + at : at},${isFar ? 'red' : 'blue'},${isFar ? 50 + at : at},${at % 2},2024-01-0${(at % 3) + 1}`;
  });
  writeFileSync(file, `name,x,colour,weight,odd,day\n${rows.join('\n')}\n`);
  const ask = (more: Partial<MineRequest> = {}) =>
    mine({ model: 'segment', file, columns: { columns: 'x', id: 'name' }, choices: { k: 2 }, ...more });

  it('describes segments by all other columns, numbers and words, and prints what is beyond chance', async () => {
    const { answer, tables } = await ask();
    const told = answer.attributes as {
      column: string;
      value: string | null;
      here: number;
      everyone: number;
      p: number;
    }[];
    expect([...new Set(told.map(one => one.column))].sort()).toEqual(['colour', 'day', 'odd', 'weight', 'x']);
    // Fisher: all four red ones of twelve in a group of four, 1 of 495 ways.
    expect(told.filter(one => one.value === 'red').map(one => [one.here, one.everyone, one.p])).toEqual([
      [0, 0.333333, 0.0020202],
      [1, 0.333333, 0.0020202],
    ]);
    const shown = tables.find(({ name }) => name === 'attributes')?.rows ?? [];
    expect(new Set(shown.map(row => String(row.attribute).split(' ')[0]))).toEqual(
      new Set(['colour', 'weight', 'day']),
    );
    expect(new Set(shown.map(row => row.segment)).size).toBe(2);
  });

  it('makes segments within the words of a column, and describes them by columns called as ours are', async () => {
    const own = join(dir, 'staged.csv');
    const lines = Array.from(
      { length: 60 },
      (_, at) => `${at % 30 < 15 ? at : 500 + at},${at < 30 ? 'in' : 'out'},${at % 2},${at % 3},${at}`,
    );
    writeFileSync(own, `x,stage,segment_number,distance,segment\n${lines.join('\n')}\n`);
    const { answer, tables } = await ask({ file: own, columns: { columns: 'x', stage: 'stage' } });
    expect(answer).toMatchObject({ k: 4, n: 60, sizes: [15, 15, 15, 15] });
    const told = answer.attributes as { column: string }[];
    expect(new Set(told.map(one => one.column))).toEqual(
      new Set(['x', 'stage', 'segment_number', 'distance', 'segment']),
    );
    expect(
      tables.find(({ name }) => name === 'stages')?.rows.map(row => [row.stage, row.words, row.rows, row.segments]),
    ).toEqual([
      ['in', 'stage in', 30, 2],
      ['out', 'stage out', 30, 2],
      ['Another stage', 'everybody else', 0, 1],
    ]);
  });

  it.each<[string, Partial<MineRequest>, number, string, string]>([
    [
      'two stages',
      { columns: { columns: 'x', stage: 'colour,day' } },
      2,
      '--stage is one column, not 2: colour, day',
      '--stage colour',
    ],
    [
      'more segments than rows',
      { choices: { k: 13 } },
      2,
      'there are no 13 segments by x: only 12 rows',
      '12 or fewer',
    ],
    ['no segments', { choices: { k: 0 } }, 2, '--k is a whole number from 1 to 1000, not 0', 'for example --k 3'],
    ['no starts', { choices: { starts: 0 } }, 2, '--starts is a whole number from 1 to 1000, not 0', '--starts 20'],
    ['half or more drawn in', { choices: { winsor: 0.5 } }, 2, '--winsor is a share from 0 to below 0.5, not 0.5', ''],
    ['words for numbers', { columns: { columns: 'x,colour' } }, 4, 'colour are not a number: row 1 has "red"', 'mend'],
    ['a name not there', { columns: { columns: 'wieght' } }, 2, 'has no column wieght', 'did you mean weight?'],
    ['columns beyond', { columns: { columns: '9-12' } }, 2, 'has no columns 9-12: it has 6', '1 name, 2 x'],
    ['no columns', { columns: {} }, 2, 'mine segment needs --columns COLUMN', 'name, x, colour'],
  ])('says in words what cannot be: %s', async (_, more, code, message, hint) => {
    const words = { code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) };
    await expect(ask(more)).rejects.toMatchObject(words);
  });

  it.each([
    ['x\n5\n', 'segment: all are one, of 1 row; numbers of segments are compared from 20 on'],
    ['x\n5\n5\n', 'segment: every column has one value only, or none, so all are one segment'],
    ['x\nNaN\n5\n', /1 value of x is not a number: row 1 has "NaN"/],
    ['x\n', /few.csv has no records/],
    ['', /has no column x/],
  ])('answers a file of %j', async (text, said) => {
    const few = join(dir, 'few.csv');
    writeFileSync(few, text);
    const request = { file: few, columns: { columns: 'x' }, choices: {} };
    if (said instanceof RegExp) await expect(ask(request)).rejects.toThrow(said);
    else expect((await ask(request)).warnings).toContain(said);
  });

  it.each([
    ['z', 300],
    ['z', 200],
    ['none', 160],
  ])('says in words that values are too large: scale %s, beyond 10 to the power of %i', async (scale, power) => {
    const huge = join(dir, 'huge.csv');
    writeFileSync(huge, `x\n${Array.from({ length: 40 }, (_, at) => `${at + 1}e${power}`).join('\n')}\n`);
    const request = { file: huge, columns: { columns: 'x' }, choices: { scale } };
    const message = 'segment: the values of x are too large to be squared';
    await expect(ask(request)).rejects.toMatchObject({ message, code: 4, hint: expect.stringContaining('divide') });
  });

  it('describes them by those that were named, where some were', async () => {
    const { answer } = await ask({ columns: { columns: 'x', id: 'name', attributes: 'odd' } });
    expect(new Set((answer.attributes as { column: string }[]).map(one => one.column))).toEqual(new Set(['x', 'odd']));
  });
});

const folder = '../shared/data/clustering';
const isAbsent = !existsSync(folder);
const title = isAbsent ? `not run, ${folder} is absent:` : '';

/** Truth: the data sheet; the sums of scikit-learn and R, 20 starts. */
describe.skipIf(isAbsent)(`${title} mine segment`, () => {
  it.each([
    ['iris.csv', '1-4', 3, 'none', true, 78.9408],
    ['wine.csv', '1-13', 3, 'none', true, 2370689.69],
    ['wine.csv', '1-13', 3, 'z', true, 1277.9285],
    ['wholesale_customers.csv', '3-8', 3, 'none', false, 8.03324e10],
  ] as const)('%s, columns %s in %i: scale %s', async (file, columns, k, scale, noHeader, sse) => {
    const { answer } = await mine({
      model: 'segment',
      file: `${folder}/${file}`,
      columns: { columns },
      choices: { k, scale },
      read: { header: !noHeader },
    });
    expect((answer.sse as number) / sse).toBeCloseTo(1, 5);
    expect(answer).toMatchObject({ k, n: (answer.sizes as number[]).reduce((sum, size) => sum + size, 0) });
  });
});
