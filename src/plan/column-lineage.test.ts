import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { parseSelects } from './column-lineage/parse-selects.js';
import { tableSource } from './column-lineage/table-source.js';

const columns: Record<string, string[]> = { 's.t': ['a', 'b', 'c', 'd'], 's.u': ['a', 'k', 'v'], 's.w': ['x', 'y'] };

describe('the columns of a select', () => {
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
  });
  afterAll(() => engine.close());

  async function read(sql: string) {
    const [tree] = await parseSelects(engine, [sql]);
    return tableSource('s.made', tree as NonNullable<typeof tree>, table => columns[table]);
  }

  /** `name: feeds | decides`, tables by their last letter; `=` before what passes unchanged. */
  async function said(sql: string): Promise<string[]> {
    const short = (uses: { table: string; column: string }[]) =>
      uses
        .map(use => `${use.table.replace('s.', '')}.${use.column}`)
        .toSorted()
        .join(' ');
    return (await read(sql)).columns.map(({ column, feeds, decides, passes }) =>
      `${column}:${passes ? '=' : ''} ${short(feeds)} | ${short(decides)}`.replace(/ \| $/, ''),
    );
  }

  it.each([
    ['a column', 'select a from s.t', ['a:= t.a']],
    ['a column under another name', 'select t.a as n from s.t as t', ['n:= t.a']],
    ['names without regard to case', 'select T.A from S.T', ['A:= t.a']],
    ['an expression', 'select a + b * 2 as n from s.t', ['n: t.a t.b']],
    ['a cast, which may change a value', 'select cast(a as date) as n from s.t', ['n: t.a']],
    ['a constant', 'select 1 as n from s.t', ['n: ']],
    ['a filter', 'select a from s.t where b > 1 and c in (1, 2)', ['a:= t.a | t.b t.c']],
    ['*', 'select * from s.u', ['a:= u.a', 'k:= u.k', 'v:= u.v']],
    [
      '* of one of two',
      'select u.*, b from s.t as t cross join s.u as u',
      ['a:= u.a', 'k:= u.k', 'v:= u.v', 'b:= t.b'],
    ],
    ['* less a column, another replaced', 'select * exclude (a) replace (k + 1 as k) from s.u', ['k: u.k', 'v:= u.v']],
    ['* renamed', 'select * rename (k as z) from s.u', ['a:= u.a', 'z:= u.k', 'v:= u.v']],
    [
      'columns() picks by name: any',
      "select columns('a|k') from s.u where false",
      ['a: u.a u.k u.v', 'k: u.a u.k u.v', 'v: u.a u.k u.v'],
    ],
    ['a join', 'select t.b, u.v from s.t as t join s.u as u on u.a = t.a', ['b:= t.b | t.a u.a', 'v:= u.v | t.a u.a']],
    [
      'using, a column once',
      'select * from s.t join s.u using (a)',
      [
        'a:= t.a | u.a',
        'b:= t.b | t.a u.a',
        'c:= t.c | t.a u.a',
        'd:= t.d | t.a u.a',
        'k:= u.k | t.a u.a',
        'v:= u.v | t.a u.a',
      ],
    ],
    ['using of a full join: either side', 'select a from s.t full join s.u using (a)', ['a: t.a u.a']],
    ['natural join', 'select v from s.t natural join s.u', ['v:= u.v | t.a u.a']],
    ['semi join', 'select b from s.t as t semi join s.u as u on u.a = t.a', ['b:= t.b | t.a u.a']],
    ['groups', 'select a, sum(b) as n, count(*) as m from s.t group by a', ['a:= t.a', 'n: t.b | t.a', 'm: t.# | t.a']],
    ['groups by place and by alias', 'select a + 1 as g, max(b) as m from s.t group by 1', ['g: t.a', 'm: t.b | t.a']],
    ['having', 'select a from s.t group by a having max(c) > 1', ['a:= t.a | t.c']],
    ['a filter of an aggregate', 'select sum(a) filter (where b) as n from s.t', ['n: t.a | t.b']],
    ['a count of what is there', 'select count(a) as n, count(distinct b) as m from s.t', ['n: t.a', 'm: t.b']],
    ['the row of the latest', 'select max_by(a, b) as n from s.t', ['n: t.a | t.b']],
    ['a window', 'select sum(a) over (partition by b order by c) as n from s.t', ['n: t.a | t.b t.c']],
    [
      'a rank is made of its order',
      'select row_number() over (partition by b order by c) as n from s.t',
      ['n: t.b t.c'],
    ],
    ['a case chooses', 'select case when a > 1 then b else c end as n from s.t', ['n: t.b t.c | t.a']],
    [
      'a case of constants is made of its conditions',
      "select case a when 1 then 'x' else 'y' end as n from s.t",
      ['n: t.a'],
    ],
    ['if()', 'select if(a, b, c) as n from s.t', ['n: t.b t.c | t.a']],
    ['coalesce', 'select coalesce(a, b, 0) as n from s.t', ['n: t.a t.b']],
    [
      'with',
      'with x as (select a, b from s.t where c), y as (select a from x) select a as n from y',
      ['n:= t.a | t.c'],
    ],
    ['with, columns named', 'with x (p, q) as (select a, b from s.t) select q from x', ['q:= t.b']],
    ['with, a name of a table hidden', 'with t as (select k as a from s.u) select a from t', ['a:= u.k']],
    ['with inside with', 'with x as (with t as (select v from s.u) select v from t) select v from x', ['v:= u.v']],
    [
      'with recursive',
      'with recursive r (n, m) as (select a, b from s.t union all select n + 1, r.m from r join s.w on w.x = n) select * from r',
      ['n: t.a | w.x', 'm:= t.b | t.a w.x'],
    ],
    ['a subquery', 'select n from (select a + b as n from s.t where c) as q', ['n: t.a t.b | t.c']],
    ['a subquery with columns named', 'select q.y from (select a, b from s.t) as q (x, y)', ['y:= t.b']],
    ['a scalar subquery', 'select (select max(v) from s.u where u.a = t.a) as n from s.t as t', ['n: u.v | t.a u.a']],
    ['exists', 'select b from s.t as t where exists (select 1 from s.u where u.a = t.a)', ['b:= t.b | t.a u.a']],
    ['in', 'select b, b in (select v from s.u where k) as n from s.t', ['b:= t.b', 'n: t.b u.k u.v']],
    [
      'a subquery sideways',
      'select q.n from s.t as t cross join lateral (select t.b + v as n from s.u where u.a = t.a) as q',
      ['n: t.b u.v | t.a u.a'],
    ],
    ['unnest', 'select n from s.t as t cross join unnest(t.c) as q (n)', ['n: t.c']],
    ['unnest in the list', 'select unnest(c) as n from s.t', ['n: t.c']],
    ['a lambda', 'select list_transform(c, x -> x + b) as n from s.t', ['n: t.b t.c']],
    ['a field of a structure', 'select t.c.f as n, d.g as m from s.t as t', ['n: t.c', 'm: t.d']],
    ['values', "select n, v from (values (1, 'a')) as q (n, v)", ['n: ', 'v: ']],
    ['an alias used again', 'select a + 1 as n, n * b as m from s.t', ['n: t.a', 'm: t.a t.b']],
    [
      'union all, by place',
      'select a as n, b as m from s.t union all select k, v from s.u',
      ['n: t.a u.k', 'm: t.b u.v'],
    ],
    ['union all of one column', 'select a from s.t where b union all select a from s.t', ['a:= t.a | t.b']],
    [
      'union all by name',
      'select a as n from s.t union all by name select v as m, k as n from s.u',
      ['n: t.a u.k', 'm:= u.v'],
    ],
    [
      'union drops what repeats',
      'select a, b from s.t union select k, v from s.u',
      ['a: t.a u.k | t.b u.v', 'b: t.b u.v | t.a u.k'],
    ],
    ['except', 'select a from s.t except select k from s.u', ['a:= t.a | u.k']],
    ['distinct', 'select distinct a, b from s.t', ['a:= t.a | t.b', 'b:= t.b | t.a']],
    ['the first of an order', 'select a from s.t order by b limit 1', ['a:= t.a | t.b']],
    ['an order alone decides nothing', 'select a from s.t order by b', ['a:= t.a']],
    ['qualify', 'select a from s.t qualify row_number() over (order by b) = 1', ['a:= t.a | t.b']],
    [
      'grouping sets',
      'select a, b, sum(c) as n from s.t group by grouping sets ((a), (b))',
      ['a:= t.a | t.b', 'b:= t.b | t.a', 'n: t.c | t.a t.b'],
    ],
    ['a table that is not known', 'select p, n.q + 1 as r from s.none as n', ['p:= none.p', 'r: none.q']],
    ['a name that none has: any column in sight', 'select z from s.w', ['z: w.x w.y']],
    ['a table function that is not known', 'select f.z from s.w as w cross join some_function(w.x) as f', ['z: w.x']],
    [
      'a pivot, not taken apart: any column',
      'select p.z from (pivot s.w on x in (1, 2) using sum(y)) as p',
      ['z: w.*'],
    ],
  ])('%s', async (_what, sql, expected) => {
    expect(await said(sql)).toEqual(expected);
  });

  it('of a select with a star over what is not known are open', async () => {
    expect(await read('select * from s.none')).toMatchObject({ columns: [], isOpen: true });
  });

  it('say which tables the rows are rows of', async () => {
    const { rows } = await read(
      'select 1 from s.t as t left join s.u as u on true join (select x from s.w) as w on true',
    );
    expect(rows.map(use => use.table)).toEqual(['s.t', 's.w']);
  });

  it('are refused where the text does not parse, or is not one select', async () => {
    await expect(read('select from')).rejects.toThrow(/syntax/);
    await expect(read('select 1; select 2')).rejects.toThrow('one select is expected');
  });
});
