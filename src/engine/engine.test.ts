import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryError } from '../errors.js';
import { type Column, column, rowsOf, type Table } from '../table.js';
import { openDuckDb } from './duckdb.js';
import { type Engine, identifier, literal } from './engine.js';

/** Every engine there is; what is said here holds for each. */
const engines: { name: string; open: () => Promise<Engine> }[] = [
  { name: 'duckdb', open: () => openDuckDb({ threads: 2 }) },
];

describe.each(engines)('$name', ({ open }) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  const rows = async (sql: string, ...values: Parameters<Engine['query']>[1] & object) =>
    rowsOf(await engine.query(sql, values));

  describe('query', () => {
    it('answers in typed columns', async () => {
      const table = await engine.query(`
        select true as b, 7 as i, 9007199254740993 as l, 0.5e0 as f, cast('-1.50' as decimal(18, 2)) as m,
          date '1969-12-31' as d, timestamp '1970-01-01 00:00:01.5' as t, 'é' as s`);
      expect(table).toEqual({
        rows: 1,
        columns: [
          { name: 'b', type: { kind: 'boolean' }, values: Uint8Array.of(1) },
          { name: 'i', type: { kind: 'integer' }, values: Int32Array.of(7) },
          { name: 'l', type: { kind: 'bigint' }, values: BigInt64Array.of(9007199254740993n) },
          { name: 'f', type: { kind: 'double' }, values: Float64Array.of(0.5) },
          { name: 'm', type: { kind: 'decimal', precision: 18, scale: 2 }, values: BigInt64Array.of(-150n) },
          { name: 'd', type: { kind: 'date' }, values: Int32Array.of(-1) },
          { name: 't', type: { kind: 'timestamp' }, values: BigInt64Array.of(1_500_000n) },
          { name: 's', type: { kind: 'text' }, values: ['é'] },
        ],
      });
    });

    it.each([
      [1, 2],
      [4, 1],
      [9, 4],
      [18, 4],
      [38, 10],
    ])('reads decimals of %i digits, whatever their width inside', async (precision, asked) => {
      const scale = Math.min(precision, asked);
      const digits = '9'.repeat(precision);
      const text = `${digits.slice(0, precision - scale) || '0'}.${digits.slice(precision - scale)}`;
      const table = await engine.query(`select cast('-${text}' as decimal(${precision}, ${scale})) as m`);
      expect(column(table, 'm').values[0]).toBe(-BigInt(digits));
    });

    it('keeps columns without rows', async () => {
      const table = await engine.query('select 1 as a, cast(null as varchar) as s where 1 = 0');
      expect(table.rows).toBe(0);
      expect(table.columns.map(one => [one.name, one.type.kind, one.values.length])).toEqual([
        ['a', 'integer', 0],
        ['s', 'text', 0],
      ]);
    });

    it('tells nulls from values, across pieces of the answer', async () => {
      const table = await engine.query(`
        select n, case when n % 3 = 0 then n end as i, case when n > 5000 then 'x' end as s
        from unnest(sequence(1, 6000)) as t (n) order by n`);
      const [, i, s] = table.columns as [Column, Column, Column];
      expect([2, 3, 5998, 6000].map(n => i.present?.[n - 1])).toEqual([0, 1, 0, 1]);
      expect(i.present?.reduce((sum, bit) => sum + bit, 0)).toBe(2000);
      expect(s.present?.reduce((sum, bit) => sum + bit, 0)).toBe(1000);
      expect(rowsOf(table)[4999]).toEqual({ n: 5000, i: null, s: null });
    });

    it('binds values as what they are', async () => {
      const values = ['it’s', 3, 2 ** 40, 0.1, true, null, 10n ** 20n + 1n];
      expect(await rows('select ? as s, ? as i, ? as l, ? as f, ? as b, ? as z, ? as h', ...values)).toEqual([
        { s: 'it’s', i: 3, l: 2 ** 40, f: 0.1, b: true, z: null, h: '100000000000000000001' },
      ]);
    });

    it('never mixes the answers of queries that run side by side', async () => {
      const counts = await Promise.all(
        [10, 2000, 70_000].map(n => engine.query(`select n from unnest(sequence(1, ${n})) as t (n)`)),
      );
      expect(counts.map(table => table.rows)).toEqual([10, 2000, 70_000]);
    });

    it('throws a QueryError with one line and the text', async () => {
      const error = await engine.query('select nothing from nowhere.at_all').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(QueryError);
      expect(error).toMatchObject({ sql: 'select nothing from nowhere.at_all', cause: expect.anything() });
      expect((error as QueryError).message).toMatch(/at_all/);
      expect((error as QueryError).message).not.toMatch(/\n/);
    });

    it('stops at once when told to, and works on afterwards', async () => {
      const control = new AbortController();
      const forever =
        'select count(*) as n from unnest(sequence(1, 100000)) as a (x), unnest(sequence(1, 100000)) as b (y)';
      setTimeout(() => control.abort(), 50);
      const start = performance.now();
      await expect(engine.query(`${forever} where x % 7 = y % 5`, [], control.signal)).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(performance.now() - start).toBeLessThan(2000);
      await expect(engine.query('select 1', [], control.signal)).rejects.toMatchObject({ name: 'AbortError' });
      expect(await rows('select 1 as a')).toEqual([{ a: 1 }]);
    });
  });

  describe('again', () => {
    it('answers as query does however often, with other values, and of what a table holds by then', async () => {
      const twice = 'select n * 2 as twice, cast(n as varchar) as text from own.numbers order by n';
      for (const rows of [3, 3, 3, 2, 5, 5]) {
        await engine.replace('own.numbers', `select n from unnest(sequence(1, ${rows})) as t (n)`);
        const expected = await engine.query(twice);
        expect(expected.rows).toBe(rows);
        for (let time = 0; time < 3; time++) expect(await engine.again(twice)).toEqual(expected);
        const above = rowsOf(await engine.again('select count(*) as n from own.numbers where n > ?', [rows - 2]));
        expect(above).toEqual([{ n: 2 }]);
      }
    });

    it('forgets what failed, and knows what was asked last of very many', async () => {
      await engine.replace('own.gone', 'select 1 as one');
      for (let time = 0; time < 3; time++) await engine.again('select one from own.gone');
      await engine.drop('own.gone');
      for (let time = 0; time < 3; time++)
        await expect(engine.again('select one from own.gone')).rejects.toBeInstanceOf(QueryError);
      await engine.replace('own.gone', "select 'other' as one");
      expect(rowsOf(await engine.again('select one from own.gone'))).toEqual([{ one: 'other' }]);
      const many = Array.from({ length: 150 }, (_, n) => n);
      for (let time = 0; time < 3; time++)
        for (const n of [...many, 149, 148]) expect(rowsOf(await engine.again(`select ${n} as n`))).toEqual([{ n }]);
    });
  });

  describe('stream', () => {
    /** Truth: by hand; the last of 300,000 rows is no number, and the rows before it are not the answer. */
    it('fails where a late row does, after the pieces before it', async () => {
      const sql =
        "select cast(case when n = 300000 then 'x' else '1' end as bigint) as a from unnest(sequence(1, 300000)) as t (n)";
      let rows = 0;
      const all = async () => {
        for await (const piece of engine.stream(sql)) rows += rowsOf(piece).length;
      };
      await expect(all()).rejects.toThrow(/Could not convert string 'x' to INT64/);
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(300_000);
    });

    it('gives the same rows in pieces', async () => {
      const sql = 'select n, cast(n % 7 as varchar) as s from unnest(sequence(1, 150000)) as t (n) order by n';
      const pieces: Table[] = [];
      for await (const piece of engine.stream(sql)) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.flatMap(rowsOf)).toEqual(await rows(sql));
    });

    it('lets other queries run meanwhile, and may be left early', async () => {
      for await (const piece of engine.stream('select n from unnest(sequence(1, 500000)) as t (n)')) {
        expect(piece.rows).toBeGreaterThan(0);
        expect(await rows('select 2 as a')).toEqual([{ a: 2 }]);
        break;
      }
      expect(await rows('select 3 as a')).toEqual([{ a: 3 }]);
    });

    it('gives one piece with the columns when there are no rows', async () => {
      const pieces: Table[] = [];
      for await (const piece of engine.stream('select 1 as a where 1 = 0')) pieces.push(piece);
      expect(pieces.map(piece => [piece.rows, piece.columns.map(one => one.name)])).toEqual([[0, ['a']]]);
    });

    it('throws a QueryError', async () => {
      const reading = async () => {
        for await (const piece of engine.stream('select nothing')) expect(piece).toBeUndefined();
      };
      await expect(reading()).rejects.toBeInstanceOf(QueryError);
    });
  });

  describe('tables', () => {
    it('are made from a select, again and again, in a schema that need not be there', async () => {
      await engine.replace('made.first', '-- One row.\nselect 1 as a;\n');
      await engine.replace('made.first', 'select 2 as b');
      expect(await rows('select * from made.first')).toEqual([{ b: 2 }]);
    });

    it('are made anew in parts, nulls being a value; other rows of the select are left out', async () => {
      await engine.replace('made.part', "select * from (values ('x', 1), ('y', 2), (null, 3)) as t (g, n)");
      const anew = "select * from (values (10, 'x'), (20, 'y'), (30, null)) as t (n, g)";
      await engine.replacePart('made.part', 'g', ['x', null], anew);
      expect(await rows('select n from made.part order by n')).toEqual([{ n: 2 }, { n: 10 }, { n: 30 }]);
    });

    it('are dropped, also when they are not there', async () => {
      await engine.replace('made.gone', 'select 1 as a');
      await engine.drop('made.gone');
      await engine.drop('made.gone');
      await expect(engine.query('select * from made.gone')).rejects.toBeInstanceOf(QueryError);
    });

    it('answer how many rows they have, and may change their kind, to a view as well', async () => {
      expect(await engine.replace('made.kind', 'select n from unnest(sequence(1, 7)) as t (n)')).toBe(7);
      await engine.replaceView('made.kind', 'select 1 as a union all select 2');
      expect(await rows('select * from made.kind')).toEqual([{ a: 1 }, { a: 2 }]);
      expect(await engine.replace('made.kind', 'select 1 as a')).toBe(1);
      await engine.replaceView('made.kind', 'select 1 as a');
      await engine.drop('made.kind');
      await expect(engine.query('select * from made.kind')).rejects.toBeInstanceOf(QueryError);
    });

    it('name themselves in an error', async () => {
      await expect(engine.replace('made.bad', 'select nothing')).rejects.toMatchObject({ table: 'made.bad' });
    });

    it('are all made or none in a transaction', async () => {
      await engine.replace('made.kept', 'select 1 as a');
      const failing = engine.transaction(async () => {
        await engine.replace('made.kept', 'select 2 as a');
        await engine.transaction(() => engine.replace('made.other', 'select 1 as a'));
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect(await rows('select * from made.kept')).toEqual([{ a: 1 }]);
      await expect(engine.query('select * from made.other')).rejects.toBeInstanceOf(QueryError);
      expect(await engine.transaction(async () => 'done')).toBe('done');
    });

    it('take names with any character', async () => {
      await engine.replace('made.od"d', `select 1 as ${identifier('a "b"')}, ${literal("o'neil")} as s`);
      expect(await rows(`select * from ${identifier('made', 'od"d')}`)).toEqual([{ 'a "b"': 1, s: "o'neil" }]);
    });
  });

  describe('write', () => {
    it('gives back the columns that were written, whatever they hold', async () => {
      await fc.assert(
        fc.asyncProperty(tables, async table => {
          await engine.write('made.written', table);
          expect(rowsOf(await engine.query('select * from made.written'))).toEqual(rowsOf(table));
        }),
        { numRuns: 60, seed: 1 },
      );
    });

    it('takes many chunks', async () => {
      const n = 10_000;
      const values = Array.from({ length: n }, (_, row) =>
        row % 2 ? 'short' : `a text of more than twelve bytes ${row}`,
      );
      const numbers = {
        name: 'n',
        type: { kind: 'integer' } as const,
        values: Int32Array.from({ length: n }, (_, i) => i),
      };
      const table: Table = { rows: n, columns: [numbers, { name: 's', type: { kind: 'text' }, values }] };
      await engine.write('made.long', table);
      expect((await engine.query('select * from made.long order by n')).columns).toEqual(table.columns);
    });
  });

  it('appends the rows of a table of the session, by the names of the columns', async () => {
    await engine.replace('made.appended', "select 1 as n, 'a' as s");
    const come = await engine.aside("select 'b' as s, 2 as n union all select 'b', 2");
    await engine.append('made.appended', come.name);
    expect(await rows('select n, s from made.appended order by n')).toEqual([
      { n: 1, s: 'a' },
      { n: 2, s: 'b' },
      { n: 2, s: 'b' },
    ]);
  });

  describe('aside', () => {
    it('puts other rows in the place of a table, wherever a select names it', async () => {
      await engine.replace('made.line', 'select 1 as n, 10 as m');
      await engine.replace('made.other', 'select 2 as n');
      const instead = new Map([['made.line', 'select * from (values (2, 20), (3, 30)) as t (n, m)']]);
      const select = `with line as (select 'é made.line' as text, made.line.n from made.line) -- made.line, of long ago
        select text, line.n, l.m from line join "made" . "line" as l on l.n = line.n where l.n in (select n from Made.Other)`;
      const { name } = await engine.aside(select, { instead });
      expect(await rows(`select * from ${name}`)).toEqual([{ text: 'é made.line', n: 2, m: 20 }]);
      expect(await rows('select * from made.line')).toEqual([{ n: 1, m: 10 }]);
    });

    it('is seen by other handles on the database, whose statements do not wait, and which make others', async () => {
      const other = await engine.another();
      const { name: one } = await engine.aside('select 5 as n');
      await engine.replace('made.line', 'select 4 as n');
      const waits = engine.query(
        'select count(*) as n from range(30000000) as a, range(3) as b where a.range % 7 = b.range',
      );
      const seen = await other.aside(`select line.n + one.n as n from made.line, ${one} as one`);
      const portable = other.query('select greatest(1, null) as n').then(answer => rowsOf(answer));
      expect(await Promise.race([waits, portable])).toEqual([{ n: null }]);
      await waits;
      expect(await rows(`select n from ${seen.name}`)).toEqual([{ n: 9 }]);
    });
  });

  it('tells the rows that one select has more often than another, nulls and copies too, each once', async () => {
    const of = (...rows: string[]) => `select * from (values ${rows.join(', ')}) as t (n, text)`;
    const old = of("(1, 'a')", '(2, null)', "(3, 'c')", "(3, 'c')");
    const same = await engine.difference(old, of("(3, 'c')", '(2, null)', "(3, 'c')", "(1, 'a')"));
    expect(same.rows).toBe(0);
    const { name, signed, rows: count } = await engine.difference(old, of("(1, 'b')", '(2, null)', "(3, 'c')"));
    expect(count).toBe(3);
    expect(await rows(`select n, text, _came from ${signed} order by n, text`)).toEqual([
      { n: 1, text: 'a', _came: -1 },
      { n: 1, text: 'b', _came: 1 },
      { n: 3, text: 'c', _came: -1 },
    ]);
    expect(await rows(`select * from ${name} order by n, text`)).toEqual([
      { n: 1, text: 'a' },
      { n: 1, text: 'b' },
      { n: 3, text: 'c' },
    ]);
  });

  it('exchanges the rows that have some values, and says how many went and came', async () => {
    await engine.replace('made.parts', "select * from (values ('a', 1), ('a', 2), ('b', 3)) as t (part, n)");
    const { name: gone } = await engine.aside("select 'a' as part");
    const { name: come } = await engine.aside("select * from (values (4, 'a'), (5, 'c')) as t (n, part)");
    expect(await engine.exchange('made.parts', { by: ['part'], gone, come })).toEqual({ went: 2, came: 1 });
    expect(await rows('select part, n from made.parts order by n')).toEqual([
      { part: 'b', n: 3 },
      { part: 'a', n: 4 },
    ]);
    const { name: more } = await engine.aside("select * from (values ('a', 5), ('a', 6)) as t (part, n)");
    const others = { by: ['part'], gone, come: more, where: 'n <> 4 and n <> 6' };
    expect(await engine.exchange('made.parts', others)).toEqual({ went: 0, came: 1 });
    expect(await rows("select n from made.parts where part = 'a' order by n")).toEqual([{ n: 4 }, { n: 5 }]);
  });

  it('has the same checksum of the same rows in another order, and another of any others', async () => {
    const of = async (...rows: string[]) => {
      await engine.replace('made.summed', `select * from (values ${rows.join(', ')}) as t (n, text)`);
      return engine.checksum('made.summed');
    };
    const [one, two, none] = ["(1, 'a')", "(2, 'b')", '(2, null)'];
    const sum = await of(one, two);
    expect(await of(two, one)).toBe(sum);
    const others = [await of(one), await of(one, two, two), await of(one, none), await of("(1, 'b')", "(2, 'a')")];
    expect(new Set([sum, ...others]).size).toBe(5);
    await engine.replace('made.summed', "select * from (values (1, 'a'), (2, 'b')) as t (m, text)");
    expect(await engine.checksum('made.summed')).not.toBe(sum);
  });

  describe('countKeys', () => {
    const keysOf = async (...tables: string[][]) => {
      const made = tables.map(async (values, at): Promise<[string, string[]]> => {
        await engine.replace(`made.key${at}`, `select * from (values ${values.join(', ')}) as t (a, b)`);
        return [`made.key${at}`, ['a', 'b']];
      });
      return engine.countKeys(await Promise.all(made));
    };

    it('finds as many as rows where each comes once in its own table, whatever stands in others', async () => {
      expect(await keysOf(["(1, 'a')", "(1, 'b')", "(2, 'a')"], ["(1, 'a')"], ["('', '1')", "('1', '')"])).toEqual({
        rows: 6,
        keys: 6,
      });
    });

    it('finds none in no tables, and in no rows', async () => {
      expect(await engine.countKeys([])).toEqual({ rows: 0, keys: 0 });
      await engine.replace('made.key0', 'select 1 as a where false');
      expect(await engine.countKeys([['made.key0', ['a']]])).toEqual({ rows: 0, keys: 0 });
    });

    it.each([
      ['a key that comes twice', ["(1, 'a')", "(1, 'a')"]],
      ['a null', ["(1, 'a')", '(1, null)']],
      ['two that are equal and written otherwise', ['(1, 0e0)', '(1, -0e0)']],
    ])('finds one too few where one of the tables has %s', async (_, values) => {
      expect(await keysOf(["(1, 'a')"], values)).toEqual({ rows: 3, keys: 2 });
    });

    it('throws QueryError of a column that is not there', async () => {
      await engine.replace('made.key0', 'select 1 as a');
      await expect(engine.countKeys([['made.key0', ['b']]])).rejects.toThrow(QueryError);
    });
  });

  describe('inputs', () => {
    it.each([
      ['select 1', []],
      ['select * from dw.b join dw.a on a.x = b.x', ['dw.a', 'dw.b']],
      ['with a as (select * from dw.t) select * from a', ['dw.t']],
      ['with a as (select 1), b as (select * from a) select * from b union all select * from c', ['c']],
      ['with a as (select * from a) select * from a', ['a']],
      ['with t as (select 1) select * from dw.t, t', ['dw.t']],
      ['with A as (select 1) select * from "a", DW.Big', ['dw.big']],
      ['select * from (with a as (select 1) select * from a) as s, a', ['a']],
      ['with recursive r (n) as (select 1 union all select n + 1 from r, dw.s) select * from r', ['dw.s']],
      [
        'select (select max(x) from mart.q) from t where exists (select 1 from t as u where u.x = t.x)',
        ['mart.q', 't'],
      ],
      [
        'select x from a where y in (select y from b except select y from c) order by (select 1 from d)',
        ['a', 'b', 'c', 'd'],
      ],
      ['select * from unnest(sequence(1, 2)) as t (n) cross join lateral (select * from dw.x) as u', ['dw.x']],
      ['with a as (select 1) select * from t where x in (with a as (select * from a) select * from a)', ['t']],
    ])('of %s', async (sql, expected) => {
      expect(await engine.inputs(sql)).toEqual(expected);
    });

    it.each(['selec 1', '', '-- nothing', 'select 1; select 2', 'create table t as select 1'])(
      'of %j are an error, never an empty list',
      async sql => {
        await expect(engine.inputs(sql)).rejects.toBeInstanceOf(QueryError);
      },
    );
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter(value => !value.includes('\0')),
  fc.constantFrom('', 'twelve bytes', 'thirteen byte', 'é'.repeat(7)),
);
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const digits = (n: number) => fc.bigInt({ min: -(10n ** BigInt(n)) + 1n, max: 10n ** BigInt(n) - 1n });

/** Tables of every column type, each column with nulls at random places or none. */
const tables: fc.Arbitrary<Table> = fc.integer({ min: 0, max: 70 }).chain(rows => {
  const column = <T>(
    name: string,
    type: Column['type'],
    value: fc.Arbitrary<T>,
    pack: (list: T[]) => Column['values'],
  ) =>
    fc
      .record({
        values: fc.array(value, { minLength: rows, maxLength: rows }),
        present: fc.option(fc.uint8Array({ min: 0, max: 1, minLength: rows, maxLength: rows }), { nil: undefined }),
      })
      .map(({ values, present }): Column => ({ name, type, values: pack(values), present }));
  const decimal = (precision: number, scale: number) =>
    column(`m${precision}`, { kind: 'decimal', precision, scale }, digits(precision), list =>
      precision > 18 ? list : BigInt64Array.from(list),
    );
  return fc
    .tuple(
      column('b', { kind: 'boolean' }, fc.integer({ min: 0, max: 1 }), list => Uint8Array.from(list)),
      column('i', { kind: 'integer' }, int32, list => Int32Array.from(list)),
      column('l', { kind: 'bigint' }, int64, list => BigInt64Array.from(list)),
      column('f', { kind: 'double' }, fc.double(), list => Float64Array.from(list)),
      decimal(4, 2),
      decimal(9, 0),
      decimal(18, 4),
      decimal(38, 10),
      column('d', { kind: 'date' }, fc.integer({ min: -700_000, max: 2_900_000 }), list => Int32Array.from(list)),
      column('t', { kind: 'timestamp' }, fc.bigInt({ min: -(2n ** 55n), max: 2n ** 57n }), list =>
        BigInt64Array.from(list),
      ),
      column('s', { kind: 'text' }, text, list => list),
    )
    .map(columns => ({ rows, columns }));
});
