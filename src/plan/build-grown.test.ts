import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { build } from './build.js';
import { fingerprints } from './fingerprint.js';
import { order } from './order.js';
import type { Planned } from './read-sql.js';

const table = (name: string, select: string, more: Partial<Planned> = {}): Planned => {
  return { table: name, select, origin: 'ours', sentence: 'One row per n.', key: ['n'], ...more };
};

/** Made in parts by its numbers, each of which follows from those of an input. */
const onN = (input: string) => ({ by: ['n'], parts: [{ input, on: ['n'], via: [] }] });

const words = (...sets: string[][]) =>
  sets.map(set => set.map(word => `(cast(${word} as level))`).join(', ')) as [string, string];
const zoned = (...sets: string[][]) =>
  sets.map(set => set.map(time => `(timestamptz '${time}')`).join(', ')) as [string, string];

/** Truth: what is built on the night before equals what is built from nothing. */
describe('what follows from a change', () => {
  let engine: DuckDb;
  beforeEach(async () => {
    engine = await openDuckDb({ threads: 1 });
  });
  afterEach(() => engine.close());

  /** Files of numbers, as `(file, n)`, and days; and what is built of them. */
  async function night(files: string, days = '(1)'): Promise<Record<string, string>> {
    const file = { by: ['file'], parts: [{ input: 'stage.given', on: ['file'], via: [] }] };
    const planned = [
      table('stage.given', `select * from (values ${files}) as t (file, n)`),
      table('stage.record', 'select file, n from stage.given where n is not null', file),
      table('stage.line', 'select n from stage.record where n > 0', { kind: 'view', origin: 'generated' }),
      table('stage.day', `select * from (values ${days}) as t (n)`),
      table('conform.number', 'select n from stage.line union select n from stage.day', { grows: true }),
      table('conform.tens', 'select distinct n / 10 as n from conform.number', { grows: true }),
      table('dw.told', 'select n, sum(n) over () as total from conform.tens'),
    ];
    return statuses(planned);
  }

  /** What became of tables that are all as if they were built from nothing. */
  async function statuses(planned: Planned[]): Promise<Record<string, string>> {
    const tables = await order(planned, sql => engine.inputs(sql));
    const prints = fingerprints(tables, { all: [], given: new Map() });
    const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 0 });
    for (const { table: name, select } of tables) {
      const both = `select count(*) as n from ((select * from ${name} except all (${select})) union all ((${select}) except all select * from ${name}))`;
      expect(rowsOf(await engine.query(both)), name).toEqual([{ n: 0 }]);
    }
    for (const { name, rows } of built)
      expect(rowsOf(await engine.query(`select count(*) as n from ${name}`)), name).toEqual([{ n: rows }]);
    return Object.fromEntries(built.map(({ name, status }) => [name, status]));
  }

  const first = "('a', 1), ('a', 11), ('b', 12), ('b', -1)";

  it('is put into a table that grows, and stops where nothing new came of it', async () => {
    await night(first);
    expect(await night(`${first}, ('c', 11), ('c', 13), ('c', 13)`)).toMatchObject({
      'stage.record': 'part',
      'conform.number': 'part',
      'conform.tens': 'kept',
      'dw.told': 'kept',
    });
    expect(await night(`${first}, ('c', 11), ('c', 13), ('c', 13), ('it''s', 1), ('it''s', -7)`)).toMatchObject({
      'stage.record': 'part',
      'conform.number': 'kept',
      'dw.told': 'kept',
    });
    const more = `${first}, ('c', 11), ('c', 13), ('c', 13), ('it''s', 1), ('it''s', -7), ('"f', 20), (concat('e', chr(0)), 21)`;
    expect(await night(more)).toMatchObject({
      'conform.number': 'part',
      'conform.tens': 'part',
      'dw.told': 'built',
    });
  });

  it('makes a table that grows anew where rows of an input went, or its whole input is not known row by row', async () => {
    await night(first);
    expect(await night("('a', 1), ('b', 12), ('b', 30)")).toMatchObject({
      'stage.record': 'part',
      'conform.number': 'built',
    });
    expect(await night("('a', 1), ('b', 12), ('b', 30)", '(1), (2)')).toMatchObject({
      'stage.day': 'built',
      'conform.number': 'built',
    });
  });

  it('takes away rows of a table that grows and is made in parts', async () => {
    const file = { by: ['file'], parts: [{ input: 'stage.given', on: ['file'], via: [] }], key: ['file', 'n'] };
    const run = (files: string) =>
      statuses([
        table('stage.given', `select * from (values ${files}) as t (file, n)`),
        table('stage.record', 'select file, n from stage.given', file),
        table('conform.number', 'select distinct n from stage.record', { grows: true, ...onN('stage.record') }),
      ]);
    await run("('a', 1), ('a', 2), ('b', 3)");
    expect(await run("('a', 1), ('b', 3)")).toMatchObject({ 'conform.number': 'part' });
  });

  it('is not told by a view that stands from before an input changed twice', async () => {
    const planned = (rows: string) => [
      table('stage.given', `select * from (values ${rows}) as t (n)`),
      table('stage.record', 'select n from stage.given', onN('stage.given')),
      table('stage.line', 'select n from stage.record where n > 0', { kind: 'view', origin: 'generated' }),
      table('conform.number', 'select n from stage.line', onN('stage.line')),
    ];
    await statuses(planned('(1)'));
    await statuses(planned('(1), (2)').slice(0, 2));
    expect(await statuses(planned('(1), (2), (3)'))).toMatchObject({
      'stage.record': 'part',
      'conform.number': 'built',
    });
  });

  it.each([
    ['whole numbers, of which another input has greater ones', '(-1), (2), (null)', '(7), (-1)', '3000000000'],
    [
      'numbers with fractions',
      "(0.1e0), (-0.5e0), (cast('nan' as double))",
      '(-0.25e0), (1e-300)',
      "cast('inf' as double)",
    ],
    ['words in an order of their own', ...words(["'low'", "'mid'"], ["'high'"]), "cast('low' as level)"],
    ['texts with quotes', "(''''), ('Ä'), ('')", "('it''s'), ('a\"b'), (chr(10))", "'x'"],
    [
      'times with zones',
      ...zoned(['2024-03-31 02:30:00+01'], ['2024-10-27 02:30:00+02']),
      "cast('infinity' as timestamptz)",
    ],
  ])('is found within the bounds of %s', async (_, standing, come, other) => {
    await engine.run("create type level as enum ('low', 'mid', 'high')");
    const parts = ['stage.one', 'stage.other'].map(input => ({ input, on: ['n'], via: [] }));
    const run = (one: string, more: string) =>
      statuses([
        table('stage.one', `select * from (values ${one}) as t (n)`),
        table('stage.other', `select * from (values ${more}) as t (n)`),
        table('dw.both', both, { by: ['n'], parts }),
      ]);
    const both =
      'select n, count(*) as times from (select n from stage.one union all select n from stage.other) as t where n is not null group by n';
    await run(standing, `(${other})`);
    expect(await run(`${standing}, ${come}`, `(${other}), (${other})`)).toMatchObject({ 'dw.both': 'part' });
  });

  it('is all of a table whose key may be without the values that part it, where such rows are touched', async () => {
    const parts = { by: ['grp'], parts: [{ input: 'stage.line', on: ['grp'], via: [] }] };
    const run = (rows: string) =>
      statuses([
        table('stage.line', `select * from (values ${rows}) as t (n, grp)`),
        table('dw.line', 'select n, grp from stage.line', parts),
      ]);
    await run('(1, 1), (2, null)');
    expect(await run('(1, 1), (2, null), (3, 2)')).toMatchObject({ 'dw.line': 'part' });
    expect(await run('(1, 1), (3, 2), (4, null), (5, null)')).toMatchObject({ 'dw.line': 'built' });
  });

  it('is all of a table where the values that part it are of its key only in part, and one is not there', async () => {
    const parts = { key: ['n'], by: ['n', 'grp'], parts: [{ input: 'stage.line', on: ['n', 'grp'], via: [] }] };
    const run = (rows: string) =>
      statuses([
        table('stage.line', `select * from (values ${rows}) as t (n, grp)`),
        table('dw.line', 'select n, grp from stage.line', parts),
      ]);
    await run('(1, 1), (2, 2)');
    expect(await run('(1, 1), (2, 2), (3, 3)')).toMatchObject({ 'dw.line': 'part' });
    expect(await run('(1, 1), (2, 2), (3, null)')).toMatchObject({ 'dw.line': 'built' });
  });

  it('is all of a table where beside what parts of it follow from something else has changed', async () => {
    const parts = { by: ['grp'], parts: [{ input: 'stage.line', on: ['grp'], via: [] }] };
    const run = (rows: string, rate: number) =>
      statuses([
        table('stage.line', `select * from (values ${rows}) as t (n, grp)`),
        table('conform.rate', `select ${rate} as rate`),
        table('dw.line', 'select n * rate as n, grp from stage.line cross join conform.rate', parts),
      ]);
    await run('(1, 1), (2, 2)', 3);
    expect(await run('(1, 1), (2, 2), (3, 3)', 3)).toMatchObject({ 'dw.line': 'part' });
    expect(await run('(1, 1), (2, 2), (4, 3)', 5)).toMatchObject({ 'dw.line': 'built' });
  });

  it('is found where a table is parted in two ways: of rows in no part of the one, and once of those that are new in both', async () => {
    const parts = [
      { input: 'stage.line', on: ['grp'], via: [] },
      { input: 'conform.rate', on: ['member'], via: [], by: ['member'] },
    ];
    const run = (lines: string, rates: string) =>
      statuses([
        table('stage.line', `select * from (values ${lines}) as t (n, grp)`),
        table('conform.rate', `select * from (values ${rates}) as t (member, rate)`),
        table('dw.grid', 'select n, grp, member, n * rate as amount from stage.line cross join conform.rate', {
          by: ['grp'],
          parts,
        }),
        table('mart.by_n', 'select n, sum(amount) as amount from dw.grid group by n', {
          key: ['n'],
          ...onN('dw.grid'),
        }),
      ]);
    await run("(1, 'a'), (2, null)", '(1, 2), (2, 3)');
    expect(await run("(1, 'a'), (2, null), (3, 'b')", '(1, 2), (2, 5)')).toMatchObject({ 'dw.grid': 'part' });
    const more = await run("(1, 'a'), (2, null), (3, 'b'), (4, 'c')", '(1, 2), (2, 5), (3, 7)');
    expect(more).toMatchObject({ 'dw.grid': 'part' });
  });

  it('is told to what follows from it by rows where of two ways of parting one alone came to something', async () => {
    const parts = [
      { input: 'stage.line', on: ['grp'], via: [] },
      { input: 'conform.rate', on: ['member'], via: [], by: ['member'] },
    ];
    const grid = 'select grp, member, n * rate as amount from stage.line cross join conform.rate where n < 10';
    const summed = { key: ['grp'], by: ['grp'], parts: [{ input: 'dw.grid', on: ['grp'], via: [] }] };
    const run = (lines: string, rates: string) =>
      statuses([
        table('stage.line', `select * from (values ${lines}) as t (n, grp)`),
        table('conform.rate', `select * from (values ${rates}) as t (member, rate)`),
        table('dw.grid', grid, { by: ['grp'], parts }),
        table('mart.by_grp', 'select grp, sum(amount) as amount from dw.grid group by grp', summed),
      ]);
    await run("(1, 'a'), (3, 'b')", '(1, 2), (2, 3)');
    expect(await run("(1, 'a'), (3, 'b'), (11, 'z')", '(1, 2), (2, 5)')).toMatchObject({
      'dw.grid': 'part',
      'mart.by_grp': 'part',
    });
  });

  it('is not told by a view that may make one row of many', async () => {
    const byId = { key: ['id'], by: ['id'], parts: [{ input: 'stage.line', on: ['id'], via: [] }] };
    const run = (rows: string) =>
      statuses([
        table('stage.line', `select * from (values ${rows}) as t (id, grp)`),
        table('dw.line', 'select id, grp from stage.line', byId),
        table('dw.counted', 'select grp, count(*) as n from stage.line group by grp', { kind: 'view' }),
        table('mart.n', 'select n, count(*) as groups from dw.counted group by n', onN('dw.counted')),
      ]);
    await run("(1, 'a'), (2, 'b')");
    const more = await run("(1, 'a'), (2, 'b'), (3, 'a')");
    expect(more).toMatchObject({ 'dw.line': 'part', 'mart.n': 'built' });
  });

  it('is made of all rows that an input leads to it by one way or by another', async () => {
    const met =
      'select who, count(*) as times from (select a as who from stage.meet union all select b from stage.meet) as t group by who';
    const parts = ['a', 'b'].map(name => ({ input: 'stage.meet', on: [name], via: [] }));
    const run = (meetings: string) =>
      statuses([
        table('stage.meet', `select * from (values ${meetings}) as t (a, b)`),
        table('mart.met', met, { key: ['who'], by: ['who'], parts }),
      ]);
    await run('(1, 2), (3, 1), (5, 6)');
    expect(await run('(1, 2), (3, 1), (5, 6), (4, 3)')).toMatchObject({ 'mart.met': 'part' });
  });

  it('is all of a table of a project where rows without a key are touched, so that its check finds them as in a rebuild', async () => {
    const own = {
      origin: 'project' as const,
      key: ['grp'],
      by: ['grp'],
      parts: [{ input: 'stage.line', on: ['grp'], via: [] }],
    };
    const run = (rows: string) =>
      statuses([
        table('stage.line', `select * from (values ${rows}) as t (n, grp)`),
        table('dw.line', 'select grp, count(*) as lines from stage.line group by grp', own),
      ]);
    await run('(1, 1), (2, 2)');
    expect(await run('(1, 1), (2, 2), (3, 2)')).toMatchObject({ 'dw.line': 'part' });
    expect(await run('(1, 1), (2, 2), (3, 2), (4, null)')).toMatchObject({ 'dw.line': 'built' });
  });

  it('is nothing where no part is touched', async () => {
    const parts = { key: ['n', 'grp'], by: ['grp'], parts: [{ input: 'stage.line', on: ['grp'], via: [] }] };
    const run = async (rows: string) => {
      const line = table('stage.line', `select * from (values ${rows}) as t (n, grp)`);
      const grouped = table('dw.grouped', 'select n, grp from stage.line where grp > 0', parts);
      const tables = await order([line, grouped], sql => engine.inputs(sql));
      const prints = fingerprints(tables, { all: [], given: new Map() });
      const built = await build(engine, tables, { fingerprints: prints, run: 'r', partFrom: 3 });
      return built.map(({ name, rows: count, status }) => `${name} ${count} ${status}`);
    };
    await run('(1, 1), (2, 2), (3, 3)');
    expect(await run('(1, 1), (2, 2), (3, 3), (4, null)')).toEqual(['stage.line 4 built', 'dw.grouped 3 kept']);
  });
});
