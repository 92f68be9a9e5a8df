import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { build } from './build.js';
import { check } from './check.js';
import { fingerprints } from './fingerprint.js';
import type { BuiltTable } from './make-table.js';
import { type Ordered, order } from './order.js';
import type { Planned } from './read-sql.js';
import { Recorder } from './recorder.js';
import { dropUnplanned, storedFingerprints } from './stored-fingerprints.js';

const table = (name: string, select: string, key: string[] = ['n']): Planned => ({
  table: name,
  select,
  origin: 'ours',
  sentence: 'One row per n.',
  key,
});
const numbers = table('stage.number', 'select n from unnest(sequence(1, 10)) as t (n)');
const even = table('dw.even', 'select n from stage.number where n % 2 = 0');
const total = table('mart.total', 'select cast(sum(n) as bigint) as n from dw.even');
const other = table('mart.other', 'select 1 as n');

describe('build', () => {
  let folder: string;
  let path: string;
  let engine: DuckDb;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'custometry-build-'));
    path = join(folder, 'warehouse.duckdb');
    engine = await openDuckDb({ path, threads: 1 });
  });
  afterEach(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const plan = (...tables: Planned[]) => order(tables, sql => engine.inputs(sql));
  const run = (tables: Ordered[], more: object = {}) =>
    build(engine, tables, {
      fingerprints: fingerprints(tables, { all: [], given: new Map() }),
      run: 'r1',
      partFrom: 0,
      together_ms: 0,
      ...more,
    });
  const told = (built: BuiltTable[]) => built.map(({ name, rows, status }) => `${name} ${rows} ${status}`);

  it('makes what is not there and keeps what has not changed', async () => {
    const tables = await plan(total, even, numbers, other);
    expect(told(await run(tables))).toEqual([
      'stage.number 10 built',
      'dw.even 5 built',
      'mart.other 1 built',
      'mart.total 1 built',
    ]);
    expect(rowsOf(await engine.query('select n from mart.total'))).toEqual([{ n: 30 }]);
    expect(told(await run(tables, { run: 'r2' }))).toEqual([
      'stage.number 10 kept',
      'dw.even 5 kept',
      'mart.other 1 kept',
      'mart.total 1 kept',
    ]);
    expect(rowsOf(await engine.query('select distinct built_in from meta.fingerprint'))).toEqual([{ built_in: 'r1' }]);
  });

  it('makes anew what follows from a change, and says why', async () => {
    await run(await plan(total, even, numbers, other));
    const changed = { ...even, select: 'select n from stage.number where n > 8' };
    const built = await run(await plan(total, changed, numbers, other));
    expect(built.map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['stage.number', 'kept', 'nothing it follows from has changed'],
      ['dw.even', 'built', 'its select or its options have changed'],
      ['mart.other', 'kept', 'nothing it follows from has changed'],
      ['mart.total', 'built', 'made anew: dw.even'],
    ]);
    expect(rowsOf(await engine.query('select n from mart.total'))).toEqual([{ n: 19 }]);
  });

  it('says of a table whose select holds its rows that these are others, until the select is', async () => {
    const rows = (values: string) => ({
      ...numbers,
      select: `select n from (values ${values}) as t (n)`,
      shape: 'select 1 as n where false',
    });
    const made = async (one: Planned) => {
      const [number, sum] = await run(await plan(one, even));
      return [number?.status, number?.reason, sum?.status];
    };
    await made(rows('(1), (2)'));
    expect(await made(rows('(1), (2)'))).toEqual(['kept', 'nothing it follows from has changed', 'kept']);
    expect(await made(rows('(1), (2), (4)'))).toEqual([
      'built',
      'the batches or the fit that its select holds are others',
      'built',
    ]);
    const others = { ...rows('(1), (2), (4)'), shape: 'select 2 as n where false' };
    expect(await made(others)).toEqual(['built', 'its select or its options have changed', 'built']);
  });

  it('is taken up where it stopped, and a table that failed is as it was before', async () => {
    await run(await plan(numbers, even));
    const bad = { ...even, select: "select n, cast('x' as integer) as x from stage.number" };
    const more = { ...numbers, select: 'select n from unnest(sequence(1, 4)) as t (n)' };
    await expect(run(await plan(more, bad, other))).rejects.toMatchObject({ name: 'QueryError', table: 'dw.even' });
    expect(rowsOf(await engine.query('select count(*) as n from dw.even'))).toEqual([{ n: 5 }]);
    await engine.close();
    engine = await openDuckDb({ path, threads: 1 });
    expect(told(await run(await plan(more, even, other)))).toEqual([
      'stage.number 4 kept',
      'dw.even 2 built',
      'mart.other 1 built',
    ]);
  });

  it('makes anew what a build that was killed was to make, also where all is as it was before that', async () => {
    const tables = await plan(numbers, even, other);
    await run(tables);
    const more = { ...numbers, select: 'select n from unnest(sequence(1, 4)) as t (n)' };
    const next = fingerprints(await plan(more, even, other), { all: [], given: new Map() });
    await new Recorder(await storedFingerprints(engine)).begin(engine, 'killed', [...next.keys()], next);
    await engine.replace('stage.number', more.select);
    expect((await run(tables)).map(({ name, rows, status, reason }) => [name, rows, status, reason])).toEqual([
      ['stage.number', 10, 'built', 'a run that was to make it was cut short'],
      ['dw.even', 5, 'built', 'a run that was to make it was cut short'],
      ['mart.other', 1, 'kept', 'nothing it follows from has changed'],
    ]);
  });

  it('makes tables beside each other on several handles, as one after the other', async () => {
    const tables = await plan(total, even, numbers, other);
    const beside = [await engine.another(), await engine.another()];
    expect(told(await run(tables, { beside }))).toEqual([
      'stage.number 10 built',
      'dw.even 5 built',
      'mart.other 1 built',
      'mart.total 1 built',
    ]);
    expect(told(await run(tables))).toEqual([
      'stage.number 10 kept',
      'dw.even 5 kept',
      'mart.other 1 kept',
      'mart.total 1 kept',
    ]);
  });

  it('makes views too, and a table of what was a view', async () => {
    const view = { ...even, kind: 'view' as const, origin: 'generated' as const };
    expect(told(await run(await plan(numbers, view)))).toEqual(['stage.number 10 built', 'dw.even 5 built']);
    expect(told(await run(await plan(numbers, view)))).toEqual(['stage.number 10 kept', 'dw.even 5 kept']);
    const made = await run(await plan(numbers, even));
    expect(told(made)).toEqual(['stage.number 10 kept', 'dw.even 5 built']);
    const types = await engine.query("select table_type from information_schema.tables where table_name = 'even'");
    expect(rowsOf(types)).toEqual([{ table_type: 'BASE TABLE' }]);
    await run(await plan(numbers, view));
    expect(await dropUnplanned(engine, ['stage.number'])).toEqual(['dw.even']);
  });

  describe('of a view', () => {
    const view = (name: string, select: string): Planned => ({ ...table(name, select), kind: 'view' });
    const once = view('dw.once', 'select n from stage.number');
    const twice = view('dw.twice', 'select n % 7 as n from stage.number');
    const refused = view(
      'dw.refused',
      "select cast(concat('x', cast(n as varchar)) as integer) as n from stage.number",
    );

    it('finds the key right where its rows are counted, and nobody computes it again', async () => {
      const tables = await plan(numbers, once, twice);
      const rightKeys = new Set<string>();
      expect(told(await run(tables, { rightKeys }))).toContain('dw.twice 10 built');
      expect([...rightKeys]).toEqual(['dw.once']);
      await engine.drop('dw.once');
      expect(
        (await check(engine, tables, { rightKeys })).map(one => [one.name, one.offenders, one.samples[0]]),
      ).toEqual([
        ['key of stage.number', 0, undefined],
        ['key of dw.once', 0, undefined],
        ['key of dw.twice', 3, { n: 1, copies: 2 }],
      ]);
    });

    it('says nothing of the key where the view is kept', async () => {
      const tables = await plan(numbers, once);
      await run(tables);
      const rightKeys = new Set<string>();
      expect(told(await run(tables, { rightKeys }))).toContain('dw.once 10 kept');
      expect(rightKeys.size).toBe(0);
    });

    it('counts the rows also where the engine refuses the key, which its check tells', async () => {
      const tables = await plan(numbers, refused);
      const rightKeys = new Set<string>();
      expect(told(await run(tables, { rightKeys }))).toContain('dw.refused 10 built');
      await expect(check(engine, tables, { rightKeys })).rejects.toThrow(/^key of dw\.refused: /);
    });
  });

  it('makes a view that is asked for once, without a word, and what reads it when something beneath it changes', async () => {
    const onDemand = { ...even, key: ['m'], kind: 'on demand' as const };
    expect(told(await run(await plan(numbers, onDemand, total)))).toEqual([
      'stage.number 10 built',
      'mart.total 1 built',
    ]);
    expect(told(await run(await plan(numbers, onDemand, total)))).toEqual([
      'stage.number 10 kept',
      'mart.total 1 kept',
    ]);
    const more = { ...numbers, select: 'select n from unnest(sequence(1, 12)) as t (n)' };
    const tables = await plan(more, onDemand, total);
    expect(told(await run(tables))).toEqual(['stage.number 12 built', 'mart.total 1 built']);
    expect(rowsOf(await engine.query('select n from mart.total'))).toEqual([{ n: 42 }]);
    // It has no column m: a key that was asserted would be refused.
    expect((await check(engine, tables)).map(({ name }) => name)).toEqual(['key of stage.number', 'key of mart.total']);
    const stored = await run(await plan(more, even, total));
    expect(stored.map(({ name, rows, reason }) => [name, rows, reason])).toContainEqual([
      'dw.even',
      6,
      'until now it was made only when asked for',
    ]);
  });

  it('makes a table that has no rows, of whatever, from the columns of its select', async () => {
    const none = { ...even, isEmpty: true as const, select: `${even.select};\n` };
    expect(told(await run(await plan(numbers, none)))).toEqual(['stage.number 10 built', 'dw.even 0 built']);
    expect(told(await run(await plan(numbers, { ...none, isEmpty: undefined })))).toContain('dw.even 5 built');
  });

  it('makes a table that was taken away although its fingerprint stands', async () => {
    const tables = await plan(numbers, even);
    await run(tables);
    await engine.drop('dw.even');
    expect(told(await run(tables))).toEqual(['stage.number 10 kept', 'dw.even 5 built']);
  });

  it('tells each table as it is done, and stops between tables', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    const onTable = (built: BuiltTable, done: number, all: number) => {
      seen.push(`${built.name} ${done}/${all}`);
      control.abort();
    };
    const tables = await plan(numbers, even);
    await expect(run(tables, { onTable, signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(['stage.number 1/2']);
    expect([...((await storedFingerprints(engine)) ?? []).keys()]).toEqual(['stage.number']);
  });

  it('stops inside a table', async () => {
    const control = new AbortController();
    const forever = table(
      'dw.forever',
      'select count(*) as n from stage.number as a, range(10000000000) as b where a.n = b.range % 7',
    );
    const tables = await plan(numbers, forever);
    let start = 0;
    const onTable = () => {
      start = performance.now();
      setTimeout(() => control.abort(), 50);
    };
    await expect(run(tables, { onTable, signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - start).toBeLessThan(2000);
    expect([...((await storedFingerprints(engine)) ?? []).keys()]).toEqual(['stage.number']);
  });

  it('stops what is made beside a table that fails; both are made anew on the same handles', async () => {
    const beside = [await engine.another()];
    const [bad, forever] = [
      { ...even, select: "select cast('x' as integer) as n from stage.number" },
      {
        ...other,
        select: 'select count(*) as n from stage.number as a, range(10000000000) as b where a.n = b.range % 7',
      },
    ];
    await run(await plan(numbers, even, other));
    await expect(run(await plan(numbers, bad, forever), { beside })).rejects.toMatchObject({ table: 'dw.even' });
    expect(told(await run(await plan(numbers, even, other), { beside }))).toEqual([
      'stage.number 10 kept',
      'dw.even 5 built',
      'mart.other 1 built',
    ]);
  });

  it('leaves nothing behind of a table that is no longer planned', async () => {
    await run(await plan(numbers, even, other));
    expect(await dropUnplanned(engine, ['stage.number'])).toEqual(['dw.even', 'mart.other']);
    expect([...((await storedFingerprints(engine)) ?? []).keys()]).toEqual(['stage.number']);
    await expect(engine.query('select * from dw.even')).rejects.toThrow(/even/);
  });

  describe('check', () => {
    const offenders: Planned = {
      ...table('check.big', 'select n from dw.even where n > 4 order by n;\n', []),
      sentence: 'Numbers that are too big.',
      severity: 'warn',
    };

    it('asserts every key and runs every check select', async () => {
      const tables = await plan(numbers, even, offenders);
      await run(tables);
      expect(await check(engine, tables)).toEqual([
        expect.objectContaining({ name: 'key of stage.number', passed: true, offenders: 0, samples: [] }),
        {
          name: 'key of dw.even',
          table: 'dw.even',
          severity: 'error',
          passed: true,
          offenders: 0,
          samples: [],
          sentence: 'n of dw.even is unique and not null',
        },
        {
          name: 'big',
          table: 'check.big',
          severity: 'warn',
          passed: false,
          offenders: 3,
          samples: [{ n: 6 }, { n: 8 }, { n: 10 }],
          sentence: 'Numbers that are too big.',
        },
      ]);
    });

    it('finds keys that stand twice or hold a null, counts them all and shows five', async () => {
      const pairs = table('dw.pair', 'select n % 8 as a, nullif(n % 8, 3) as b from unnest(sequence(0, 15)) as t (n)', [
        'a',
        'b',
      ]);
      const tables = await plan(pairs);
      await run(tables);
      const [result] = await check(engine, tables);
      expect(result).toMatchObject({ passed: false, offenders: 8, severity: 'error' });
      expect(result?.sentence).toBe('a, b of dw.pair are unique and not null');
      expect(result?.samples.slice(2, 5)).toEqual([
        { a: 2, b: 2, copies: 2 },
        { a: 3, b: null, copies: 2 },
        { a: 4, b: 4, copies: 2 },
      ]);
    });

    it('names the files of keys that stand twice, where the table says them', async () => {
      const rows =
        "select n % 3 as id, concat('day-', cast(n as varchar)) as _file from unnest(sequence(0, 3)) as t (n)";
      const tables = await plan(table('dw.told', rows, ['id']));
      await run(tables);
      const [result] = await check(engine, tables);
      expect(result?.samples).toEqual([{ id: 0, copies: 2, first_file: 'day-0', last_file: 'day-3' }]);
    });

    it('finds what is wrong among short tables that are asserted together, and asks nothing of what is known', async () => {
      const twice = table('dw.twice', 'select n % 7 as n from stage.number');
      const tables = await plan(numbers, twice, offenders, even);
      await run(tables);
      const alone = await check(engine, tables);
      expect(alone.map(one => [one.name, one.offenders])).toEqual([
        ['key of stage.number', 0],
        ['key of dw.even', 0],
        ['key of dw.twice', 3],
        ['big', 3],
      ]);
      const rows = new Map(tables.map(one => [one.table, 10]));
      expect(await check(engine, tables, { rows })).toEqual(alone);
      const before = {
        right: new Set(['n of dw.twice is unique and not null']),
        differing: new Map([['dw.twice', undefined]]),
      };
      expect((await check(engine, tables, { rows, before })).map(one => one.offenders)).toEqual([0, 0, 0, 3]);
      const differing = new Map<string, undefined>();
      expect(await check(engine, tables, { rows, before: { ...before, differing } })).toEqual(alone);
    });

    it('does not run a check select again that found nothing, where all that it reads is as it was', async () => {
      const tables = await plan(numbers, even, offenders);
      await run(tables);
      const found = async (right: string[], differing: [string, string | undefined][]) => {
        const before = { right: new Set(right), differing: new Map(differing) };
        return (await check(engine, tables, { before })).find(one => one.table === 'check.big');
      };
      expect(await found(['check.big'], [['dw.even', undefined]])).toMatchObject({ passed: true, offenders: 0 });
      const wrong = { passed: false, offenders: 3, sentence: 'Numbers that are too big.' };
      expect(await found(['check.big'], [['dw.even', 'aside_1']])).toMatchObject(wrong);
      expect(await found(['check.big'], [['stage.number', undefined]])).toMatchObject(wrong);
      expect(await found(['Numbers that are too big.'], [['dw.even', undefined]])).toMatchObject(wrong);
    });

    it('asks nothing of the key of a table that has no rows, and all of the others', async () => {
      const twice = table('dw.twice', 'select n % 7 as n from stage.number');
      const tables = await plan(numbers, twice);
      await run(tables);
      const rows = new Map([['dw.twice', 3]]);
      await engine.drop('stage.number');
      expect(
        (await check(engine, tables, { rows: rows.set('stage.number', 0) })).map(one => [one.passed, one.offenders]),
      ).toEqual([
        [true, 0],
        [false, 3],
      ]);
    });

    it('leaves out what no changed table concerns', async () => {
      const tables = await plan(numbers, even, offenders);
      await run(tables);
      const names = async (...changed: string[]) =>
        (await check(engine, tables, { changed: new Set(changed) })).map(one => one.name);
      expect(await names('stage.number')).toEqual(['key of stage.number']);
      expect(await names('dw.even')).toEqual(['key of dw.even', 'big']);
      expect(await names()).toEqual([]);
    });
  });
});

/** Truth: whatever is changed, what is built on the one before equals what is built from nothing. */
describe('parts of a table', () => {
  let engine: DuckDb;
  beforeEach(async () => {
    engine = await openDuckDb({ threads: 1 });
  });
  afterEach(() => engine.close());

  const line = (rows: string) =>
    table('stage.line', `select * from (values ${rows}) as t (id, grp, member, n)`, ['id']);
  const rate = (rows: string) =>
    table('conform.rate', `select * from (values ${rows}) as t (member, rate)`, ['member']);
  const fact: Planned = {
    ...table(
      'dw.fact',
      'select line.*, n * rate as amount from stage.line as line join conform.rate as rate on rate.member = line.member',
      ['id'],
    ),
    by: ['grp'],
    parts: [
      { input: 'stage.line', on: ['grp'], via: [{ input: 'conform.rate', condition: 'changed.member = line.member' }] },
    ],
  };
  const sum: Planned = {
    ...table('mart.sum', 'select grp, cast(sum(amount) as bigint) as amount from dw.fact group by grp', ['grp']),
    by: ['grp'],
    parts: [{ input: 'dw.fact', on: ['grp'], via: [] }],
  };
  const passing = (above: number, kind: 'view' | 'table' = 'view'): Planned => {
    return {
      ...table('dw.passed', `select id, grp from stage.line where n > ${above}`, ['id']),
      kind,
      origin: 'generated',
    };
  };
  const counted: Planned = {
    ...table('mart.counted', 'select grp, count(*) as n from dw.passed group by grp', ['grp']),
    by: ['grp'],
    parts: [{ input: 'dw.passed', on: ['grp'], via: [] }],
  };
  /** Every group with every member: what lines change lies across what rates change. */
  const grid: Planned = {
    ...table(
      'mart.grid',
      'select grp, member, rate, rate * total as amount from (select grp, sum(n) as total from stage.line group by grp) as one cross join conform.rate',
      ['grp', 'member'],
    ),
    by: ['grp'],
    parts: [
      { input: 'stage.line', on: ['grp'], via: [] },
      { input: 'conform.rate', on: ['member'], via: [], by: ['member'] },
    ],
  };

  async function night(
    lines: string,
    rates: string,
    { sumFrom, passed = passing(0) }: { sumFrom?: number; passed?: Planned } = {},
  ): Promise<Record<string, string>> {
    const tables = await order([line(lines), rate(rates), fact, sum, passed, counted, grid], sql => engine.inputs(sql));
    const prints = fingerprints(tables, { all: [], given: new Map() });
    const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0, sumFrom });
    for (const { table: name, select } of tables) {
      const both = `select count(*) as n from ((select * from ${name} except all (${select})) union all ((${select}) except all select * from ${name}))`;
      expect(rowsOf(await engine.query(both)), name).toEqual([{ n: 0 }]);
    }
    return Object.fromEntries(built.map(({ name, status }) => [name.split('.')[1] ?? '', status]));
  }

  const first = "(1, 'a', 1, 10), (2, 'a', 2, 20), (3, 'b', 1, 0), (4, 'c', 3, 5)";
  const rates = '(1, 2), (2, 3), (3, 1)';

  it('are made for the rows that went and came, and for those that another change leads to', async () => {
    await night(first, rates);
    const parts = { fact: 'part', sum: 'part', counted: 'part', grid: 'part' };
    expect(await night(`${first}, (5, 'b', 2, 7)`, rates)).toMatchObject({ ...parts, rate: 'kept' });
    expect(await night("(1, 'a', 1, 10), (3, 'b', 1, 1), (5, 'd', 2, 7)", rates)).toMatchObject(parts);
    expect(await night("(1, 'a', 1, 10), (3, 'b', 1, 1), (5, 'd', 2, 7)", '(1, 2), (2, 9), (3, 1)')).toMatchObject({
      line: 'kept',
      fact: 'part',
      sum: 'part',
      counted: 'kept',
      grid: 'part',
    });
  });

  it('are added where none of them were there, also by one of two ways, and what follows from them is told which came', async () => {
    await night(first, rates);
    const parts = { fact: 'part', sum: 'part', counted: 'part', grid: 'part' };
    expect(await night(`${first}, (5, 'd', 2, 7), (6, 'e', 1, 1)`, rates)).toMatchObject(parts);
    expect(await night(`${first}, (5, 'd', 2, 7)`, `${rates}, (4, 2)`)).toMatchObject(parts);
  });

  it('follow from what parts of an input have come to, and from what stands of it where another change leads to more', async () => {
    const weight = (rows: string) =>
      table('conform.weight', `select * from (values ${rows}) as t (of_grp, w)`, ['of_grp']);
    const weighed: Planned = {
      ...table(
        'mart.weighed',
        'select fact.grp, w, sum(amount) as amount from dw.fact as fact join conform.weight as weight on of_grp = fact.grp group by fact.grp, w',
        ['grp'],
      ),
      by: ['grp'],
      parts: [
        { input: 'dw.fact', on: ['grp'], via: [{ input: 'conform.weight', condition: 'changed.of_grp = line.grp' }] },
      ],
    };
    const made = async (lines: string, weights: string) => {
      const planned = [line(lines), rate(rates), weight(weights), fact, weighed];
      const tables = await order(planned, sql => engine.inputs(sql));
      const prints = fingerprints(tables, { all: [], given: new Map() });
      const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
      const rows = rowsOf(await engine.query('select grp, w, cast(amount as integer) as amount from mart.weighed'));
      return [built.find(({ name }) => name === weighed.table)?.status, ...rows.map(row => Object.values(row)).sort()];
    };
    const [a, b] = [
      ['a', 1, 80],
      ['b', 1, 0],
    ];
    expect(await made(first, "('a', 1), ('b', 1)")).toEqual(['built', a, b]);
    // Of group b a line has come (7 at the rate 3), of group a nothing but another weight; of both, a line has gone.
    expect(await made(`${first}, (5, 'b', 2, 7)`, "('a', 9), ('b', 1)")).toEqual(['part', ['a', 9, 80], ['b', 1, 21]]);
    expect(await made("(1, 'a', 1, 10), (5, 'b', 2, 7)", "('a', 9), ('b', 2)")).toEqual([
      'part',
      ['a', 9, 20],
      ['b', 2, 21],
    ]);
  });

  it('are touched by no rows but those that can bring any', async () => {
    const refused = (of: string): Planned => ({
      ...table('stage.refused', `select id, grp, n from ${of} where n < 0`, []),
      by: ['grp'],
      parts: [{ input: 'stage.line', on: ['grp'], when: 'n < 0', via: [] }],
    });
    const made = async (lines: string) => {
      const tables = await order([line(lines), refused('stage.line')], sql => engine.inputs(sql));
      const prints = fingerprints(tables, { all: [], given: new Map() });
      const [, built] = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
      const rows = rowsOf(await engine.query('select id from stage.refused order by id'));
      return [built?.status, ...rows.map(({ id }) => id)];
    };
    expect(await made("(1, 'a', 1, -10), (2, 'b', 1, 20)")).toEqual(['built', 1]);
    expect(await made("(1, 'a', 1, -10), (2, 'b', 1, 20), (3, 'a', 1, 5)")).toEqual(['kept', 1]);
    expect(await made("(2, 'b', 1, -20), (3, 'a', 1, 5)")).toEqual(['part', 2]);
  });

  it('are set aside for no table that is made only when asked for', async () => {
    const summed = (name: string, kind: Planned['kind']): Planned => ({
      ...table(name, 'select grp, sum(n) as n from stage.line group by grp', ['grp']),
      kind,
      by: ['grp'],
      parts: [{ input: 'stage.line', on: ['grp'], via: [] }],
    });
    const asides = () =>
      engine.query("select 1 from duckdb_tables() where table_name not in ('line', 'sum', 'fingerprint')");
    const left = async (lines: string) => {
      const tables = await order([line(lines), summed('dw.sum', 'table'), summed('dw.seen', 'on demand')], sql =>
        engine.inputs(sql),
      );
      const prints = fingerprints(tables, { all: [], given: new Map() });
      const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
      return [built.find(({ name }) => name === 'dw.sum')?.status, (await asides()).rows];
    };
    await left("(1, 'a', 1, 10)");
    // What went or came, the part's value, what it then is, and how that differs: no copy of its lines.
    expect(await left("(1, 'a', 1, 10), (2, 'a', 1, 20)")).toEqual(['part', 4]);
  });

  it('leave no copy of a table whose columns have become others', async () => {
    const summed: Planned = {
      ...table('dw.sum', 'select grp, sum(n) as n from stage.line group by grp', ['grp']),
      by: ['grp'],
      parts: [{ input: 'stage.line', on: ['grp'], via: [] }],
    };
    const made = async (more: string) => {
      const { select, ...named } = line("(1, 'a', 1, 10)");
      const tables = await order([{ ...named, select: `select *${more} from (${select}) as line` }, summed], sql =>
        engine.inputs(sql),
      );
      const prints = fingerprints(tables, { all: [], given: new Map() });
      await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
      const { rows } = await engine.query("select 1 from duckdb_tables() where database_name = 'aside'");
      return [rows, rowsOf(await engine.query('select * from stage.line'))];
    };
    const row = { id: 1, grp: 'a', member: 1, n: 10 };
    expect(await made('')).toEqual([0, [row]]);
    expect(await made(', 2 as more')).toEqual([0, [{ ...row, more: 2 }]]);
  });

  it('are made for all that touches them where a table is parted in two ways', async () => {
    await night(first, rates);
    const later = night(`${first}, (5, 'b', 2, 7), (6, 'd', 1, 1)`, '(1, 2), (3, 5), (4, 1)');
    expect(await later).toMatchObject({ rate: 'built', grid: 'part' });
  });

  it('have their keys checked alone, of rows that came to a key that was right', async () => {
    const keyed = table('mart.keyed', 'select grp, id from stage.twice', ['grp', 'id']);
    const twice = table(
      'stage.twice',
      "select * from (values ('a', 1), ('a', 1), ('b', 2), ('b', 2), ('b', 3), (null, 4)) as t (grp, id)",
      [],
    );
    const tables = await order([keyed, twice], sql => engine.inputs(sql));
    await build(engine, tables, { fingerprints: fingerprints(tables, { all: [], given: new Map() }), run: 'r' });
    const all = { passed: false, offenders: 3 };
    const keyOf = async (right?: string, rows = "('b', 2), ('b', 3)") => {
      const { name: came } = await engine.aside(`select * from (values ${rows}) as t (grp, id)`);
      const before = right ? { right: new Set([right]), differing: new Map([['mart.keyed', came]]) } : undefined;
      return (await check(engine, tables, { before })).find(one => one.table === 'mart.keyed');
    };
    expect(await keyOf()).toMatchObject(all);
    const sentence = 'grp, id of mart.keyed are unique and not null';
    expect(await keyOf(sentence)).toMatchObject({ passed: false, samples: [{ grp: 'b', id: 2, copies: 2 }] });
    expect(await keyOf(sentence, "('b', 3)")).toMatchObject({ passed: true });
    expect(await keyOf(sentence, "('b', 3), (null, 4)")).toMatchObject({
      passed: false,
      samples: [{ grp: null, id: 4 }],
    });
    expect(await keyOf('id of mart.keyed is unique and not null', "('b', 3)")).toMatchObject(all);
  });

  it('are not made where what changed came out the same', async () => {
    await night(first, rates);
    const reordered = "(4, 'c', 3, 5), (3, 'b', 1, 0), (2, 'a', 2, 20), (1, 'a', 1, 10)";
    expect(await night(reordered, rates)).toEqual({
      line: 'built',
      passed: 'kept',
      rate: 'kept',
      fact: 'kept',
      sum: 'kept',
      counted: 'kept',
      grid: 'kept',
    });
  });

  it('say which of their inputs came out otherwise; of what is kept, whether any of it did', async () => {
    const both = table('mart.both', 'select count(*) as n from stage.line cross join stage.number');
    const reasons = async (lines: string, upTo: number, rated = rates) => {
      const select = `select n from unnest(sequence(1, ${upTo})) as t (n)`;
      const tables = await order([line(lines), rate(rated), fact, { ...numbers, select }, both], sql =>
        engine.inputs(sql),
      );
      const prints = fingerprints(tables, { all: [], given: new Map() });
      const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
      return Object.fromEntries(built.map(({ name, status, reason }) => [name, `${status}: ${reason}`]));
    };
    await reasons(first, 3);
    expect(await reasons("(4, 'c', 3, 5), (3, 'b', 1, 0), (2, 'a', 2, 20), (1, 'a', 1, 10)", 4)).toEqual({
      'conform.rate': 'kept: nothing it follows from has changed',
      'dw.fact': 'kept: what it follows from came out the same',
      'mart.both': 'built: made anew: stage.number',
      'stage.line': 'built: its select or its options have changed',
      'stage.number': 'built: its select or its options have changed',
    });
    expect(
      await reasons("(4, 'c', 3, 5), (3, 'b', 1, 0), (2, 'a', 2, 20), (1, 'a', 1, 10)", 4, `${rates}, (9, 9)`),
    ).toMatchObject({
      'dw.fact': 'kept: what has changed touches none of it',
    });
  });

  it.each([
    ['a view', passing(0), passing(15)],
    ['a table that was a view', passing(0), passing(0, 'table')],
    ['a view that was a table', passing(0, 'table'), passing(0)],
  ])('are not made of %s whose select has changed in the night in which its input has', async (_, before, after) => {
    await night(first, rates, { passed: before });
    expect(await night(`${first}, (5, 'b', 2, 7)`, rates, { passed: after })).toMatchObject({ counted: 'built' });
  });

  it('of a table of many rows whose select has changed are not looked for, but whether it came out the same is', async () => {
    await night(first, rates);
    const reordered = "(4, 'c', 3, 5), (3, 'b', 1, 0), (2, 'a', 2, 20), (1, 'a', 1, 10)";
    expect(await night(reordered, rates, { sumFrom: 4 })).toMatchObject({ line: 'built', fact: 'kept', sum: 'kept' });
    expect(await night(`${first}, (5, 'b', 2, 7)`, rates, { sumFrom: 4 })).toMatchObject({
      line: 'built',
      fact: 'built',
      sum: 'part',
    });
  });
});
