import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { segmentSchema } from '../../src/project/segment-schema.js';
import { random } from '../../src/stats/random.js';
import { rowsOf, type Table } from '../../src/table.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './index.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { rulesCase, toldRules } from './rules-sql.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const plain: SegmentOptions = { ...segmentDefaults, columns: ['revenue'], k: 2, scale: 'none', log: 'none', winsor: 0 };

async function features(rows: string, options: SegmentOptions): Promise<Table> {
  await engine.replace(
    'feature.customer',
    `select 'c' || lpad(cast(row_number() over () as varchar), 4, '0') as customer_id, date '2024-01-31' as as_of, *
    from (values ${rows}) as t (tenure_days, recency_days, recency_gap_ratio, revenue, tier)`,
  );
  return engine.query(segment.training(options));
}

async function fitted(rows: string, more: Partial<SegmentOptions> = {}, before?: SegmentFitted) {
  const options = { ...plain, ...more };
  return segment.fit(await features(rows, options), options, before);
}

const scored = async (found: SegmentFitted) =>
  rowsOf(await engine.query(`select * from (${segment.score(found)}) order by customer_id`));

/** Truth: by hand, from docs/segment.md. */
describe('the stages of lifecycle', () => {
  it('are told by tenure, recency and the own gap; what is missing is no reason for any', async () => {
    const found = await fitted(
      `(90, 90, null, 1, 'a'), (91, 30, null, 1, 'a'), (500, 60, 2.0, 1, 'a'), (500, 365, 9.0, 1, 'a'),
      (900, 400, 4.0, 1, 'a'), (900, 366, 4.5, 1, 'a'), (900, 366, null, 1, 'a'), (null, null, null, 2, 'a')`,
      { stages: 'lifecycle' },
    );
    const rows = await scored(found);
    const gone = ['Gone', 'Gone', 'Gone'];
    expect(rows.map(row => row.stage)).toEqual(['New', 'Active', 'Active', 'Slipping', 'Slipping', ...gone]);
    expect(segment.explain(found).map(one => one.text)).toEqual(
      expect.arrayContaining([
        'stage New: first purchase within 90 days; 1 customer',
        'stage Active: last purchase within 30 days, or last purchase in usual gaps at most 2; 2 customers',
        'stage Gone: everybody else; 3 customers',
        'segment: New is one segment: 1 customer cannot be parted',
      ]),
    );
  });
});

const stages: SegmentOptions['stages'] = [{ name: 'Young', when: { tenure_days: { up_to: 100 } } }, { name: 'Old' }];
/** Twenty young ones who spent 0 to 9 or 100 to 109, twenty old ones who spent 1000 to 1009 or 5000 to 5009, and what they were. */
const forty = Array.from({ length: 40 }, (_, at) => {
  const isHigh = Math.floor(at / 10) % 2;
  const spent = (at % 10) + (at < 20 ? isHigh * 100 : 1000 + isHigh * 4000);
  return `(${at < 20 ? at : 200 + at}, ${at}, 1.0, ${spent}, '${'xyz'[at % 3]}')`;
});

/** Truth: by hand. */
describe('segments within stages', () => {
  it('are made of the customers of one stage, stage by stage, by value in each, and named for both', async () => {
    const { clusters, stages: found } = await fitted(forty.join(', '), { stages });
    expect(clusters.map(({ number, name, stage, size, means }) => [number, name, stage, size, means])).toEqual([
      [1, 'Young: high revenue', 0, 10, [104.5]],
      [2, 'Young: low revenue', 0, 10, [4.5]],
      [3, 'Old: high revenue', 1, 10, [5004.5]],
      [4, 'Old: low revenue', 1, 10, [1004.5]],
    ]);
    // 82.5 is the sum of squares of 0 to 9 about 4.5.
    expect(found.map(one => [one.name, one.customers, one.k, one.sse])).toEqual([
      ['Young', 20, 2, 165],
      ['Old', 20, 2, 165],
    ]);
  });

  it('are not named for what all of their stage have alike, however it rounds', async () => {
    const rows = Array.from({ length: 43 }, (_, at) => `(1, 0.1, 0.7, ${at < 20 ? 1 : 900}, 'x')`);
    const more = ['(500, 50, 3, 7, null)', '(500, 90, 9, 8, null)'];
    const columns = ['revenue', 'recency_days', 'recency_gap_ratio'];
    const { clusters } = await fitted([...rows, ...more].join(', '), { stages, columns, scale: 'z' });
    const deviations = clusters.filter(one => one.stage === 0).map(one => one.deviations.slice(1));
    expect(deviations).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('keep numbers and names in a later fit, each stage by itself', async () => {
    const first = await fitted(forty.join(', '), { stages });
    const kept = { ...first, clusters: first.clusters.map(one => ({ ...one, name: `Kept ${one.number}` })) };
    // All are old now but one: the young ones are one segment, which none of theirs before was.
    const later = await fitted([...forty.slice(20), `(5, 1, 1.0, 104, 'x')`].join(', '), { stages }, kept);
    expect(later.clusters.map(({ number, name, size }) => [number, name, size])).toEqual([
      [5, 'Young', 1],
      [3, 'Kept 3', 10],
      [4, 'Kept 4', 10],
    ]);
  });

  it('have their number compared within each stage; a stage too small is one segment and says so', async () => {
    const found = await fitted([...forty.slice(0, 20), ...forty.slice(20, 30)].join(', '), { stages, k: 'auto' });
    expect(found.stages.map(one => [one.k, one.candidates.map(({ k }) => k)])).toEqual([
      [2, [2]],
      [1, []],
    ]);
    expect(segment.words(found).notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^segment: Young: 2 of 2 to 2 segments/),
        'segment: Old is one segment: 10 customers are too few, or too much alike, to be parted',
      ]),
    );
  });

  it('take whoever comes into a stage that nobody was in', async () => {
    const found = await fitted(forty.slice(20).join(', '), { stages });
    await features(`(3, 1, 1.0, 7, 'x')`, { ...plain, stages });
    expect(await scored(found)).toMatchObject([{ segment: 'Young', stage: 'Young', distance: 2997.5 }]);
    expect(segment.words(found).notes).toContain('segment: Young is one segment: nobody is in it yet');
  });

  it('are within the words of a column where that says the stage; others and missing ones are the last', async () => {
    const found = await fitted([...forty, `(1, 1, 1.0, 7, null)`].join(', '), { stages: { column: 'tier' }, k: 1 });
    expect(found.stages.map(one => [one.name, one.customers])).toEqual([
      ['x', 14],
      ['y', 13],
      ['z', 13],
      ['No or another tier', 1],
    ]);
    await features(`(3, 1, 1.0, 7, 'new'), (3, 1, 1.0, 7, 'y')`, { ...plain, stages: { column: 'tier' } });
    expect((await scored(found)).map(row => row.stage)).toEqual(['No or another tier', 'y']);
  });

  it('are the same in SQL as in TypeScript on every row, and so are the rules, also where values are missing', async () => {
    const { uniform } = random(8);
    const one = (scale: number) => (uniform() < 0.1 ? 'null' : String(Math.round(uniform() ** 2 * scale)));
    const tier = () => ["'a'", "'b''s'", 'null'][Math.floor(uniform() * 3)];
    const rows = Array.from({ length: 2000 }, () => `(${one(900)}, ${one(900)}, ${one(9)}, ${one(9000)}, ${tier()})`);
    for (const way of ['lifecycle' as const, { column: 'tier' }]) {
      const columns = ['revenue', 'recency_days'];
      const found = await fitted(rows.join(', '), { stages: way, columns, categories: ['tier'], k: 3, scale: 'z' });
      const given = rowsOf(await engine.query('select * from feature.customer order by customer_id'));
      const inSql = await scored(found);
      expect(inSql).toEqual(given.map(row => segment.scoreRow(found, row)));
      const rule = `select ${rulesCase(found)} as segment from feature.customer order by customer_id`;
      const byRules = rowsOf(await engine.query(rule)).map(row => row.segment);
      const right = byRules.filter((name, at) => name === inSql[at]?.segment).length;
      expect(segment.metrics(found).fidelity).toBeCloseTo(right / 2000, 12);
      const each = toldRules(found).map(({ sql }) => `count_if(${sql})`);
      const [counts] = rowsOf(await engine.query(`select ${each.join(' + ')} as met from feature.customer`));
      expect(Number(counts?.met)).toBe(2000);
    }
  });
});

describe('stages in words that cannot be', () => {
  it.each([
    [[{ name: 'A', when: { x: { up_to: 1 } } }], />=2 items/],
    [[{ name: 'A' }, { name: 'B' }], /the last stage takes everybody else: it alone has no `when`/],
    [[{ name: 'A', when: { x: {} } }, { name: 'B' }], /a test is a range/],
    [
      ['A', 'B', 'A', 'C'].map((name, at) => (at < 3 ? { name, when: { x: { up_to: at } } } : { name })),
      /rules of one stage stand together/,
    ],
    [[{ name: 'A', when: { x: { up_to: 1 } } }, { name: 'A' }], /the last stage has no other ways into it/],
  ])('%j', (rules, said) => {
    const { error } = segmentSchema.safeParse({ stages: rules });
    expect(JSON.stringify(error?.issues)).toMatch(said);
  });

  it('say that a column cannot be both numbers and words', async () => {
    const both = { ...plain, stages: [{ name: 'A', when: { revenue: { is: ['a'] } } }, { name: 'B' }] };
    expect(() => segment.training(both)).toThrow('revenue would be a column of numbers and one of words');
  });
});
