import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCode } from '../errors.js';
import { rowsOf } from '../table.js';
import { type DuckDb, type DuckDbOptions, openDuckDb } from './duckdb.js';
import { literal } from './engine.js';
import { preamble } from './preamble.js';
import { wordFile } from './word-file.js';

describe('duckdb', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-duckdb-'));
  const path = join(folder, 'warehouse.duckdb');
  const landing = join(folder, 'landing');
  const file = (name: string) => join(folder, name);
  const opened: DuckDb[] = [];
  const open = async (options?: DuckDbOptions) => {
    const engine = await openDuckDb({ threads: 1, ...options });
    opened.push(engine);
    return engine;
  };

  beforeAll(async () => {
    const engine = await openDuckDb({ path, threads: 1 });
    await engine.replace('dw.t', 'select 1 as a');
    await engine.run(
      `copy (select 1 as a) to '${file('one.parquet')}'; copy (select 2 as a, 'x' as b) to '${file('two.parquet')}'`,
    );
    await engine.close();
  });
  afterAll(async () => {
    for (const engine of opened) await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('opened with one thread works with all when it is told to', async () => {
    const engine = await open();
    expect(await working(engine)).toBe(1);
    await engine.useAllThreads();
    expect(await working(engine)).toBe(availableParallelism());
  });

  it.each([1, 2, 3, 4])('works with %i threads when it is opened with so many', async threads => {
    expect(await working(await open({ threads }))).toBe(threads);
  });

  // https://duckdb.org/docs/stable/configuration/overview: of all threads, `external_threads` are not started by the engine; one of them asks.
  async function working(engine: DuckDb): Promise<unknown> {
    const started = "current_setting('threads') - current_setting('external_threads')";
    return rowsOf(await engine.query(`select cast(${started} + 1 as integer) as n`))[0]?.n;
  }

  it('writes what was committed into the file while it is read, and reads and writes on', async () => {
    const engine = await open({ path: file('beside.duckdb') });
    await engine.replace('dw.t', 'select range as a from range(100000)');
    const log = file('beside.duckdb.wal');
    expect(existsSync(log)).toBe(true);
    const sum = 'select cast(sum(a) as bigint) as sum from dw.t';
    const [, table] = await Promise.all([engine.checkpoint(), engine.query(sum)]);
    expect(existsSync(log)).toBe(false);
    expect(rowsOf(table)).toEqual([{ sum: 4_999_950_000 }]);
    await engine.replace('dw.t', 'select 1 as a');
    expect(rowsOf(await engine.query(sum))).toEqual([{ sum: 1 }]);
  });

  it('says its version', async () => {
    expect((await open()).version).toMatch(/^v1\.\d+\.\d+/);
  });

  it('speaks the portable words on every connection, and keeps its own dialect when asked to', async () => {
    const sql = "select greatest(1, null) as g, 7 / 2 as h, date_add('month', 1, date '2024-01-31') as d";
    const portable = await open();
    expect(rowsOf(await portable.query(sql))).toEqual([{ g: null, h: 3, d: '2024-02-29' }]);
    for await (const piece of portable.stream(sql)) expect(rowsOf(piece)).toEqual([{ g: null, h: 3, d: '2024-02-29' }]);
    const own = await open({ macros: false });
    expect(rowsOf(await own.query('select greatest(1, null) as g, 7 / 2 as h'))).toEqual([{ g: 1, h: 3.5 }]);
  });

  it('finds a pattern anywhere in a text, in the whole of it only where every part of the pattern says so', async () => {
    const cases = [
      ['b', 'abc', true],
      ['^a|c$', 'abx', true],
      ['^a|c$', 'xbc', true],
      ['^a|c$', 'xbx', false],
      ['^(a|b)+$', 'abba', true],
      ['^(a|b)+$', 'abca', false],
      ['^[0-9]+$', '12\n', false],
      ['^a.c$', 'a\nc', false],
      ['^a\\$', 'a$', true],
      ['^$', '', true],
    ] as const;
    const rows = cases.map(([pattern, text]) => `(${literal(pattern)}, ${literal(text)})`).join(', ');
    const engine = await open();
    const found = `select regexp_like(text, pattern) as given from (values ${rows}) as cases (pattern, text)`;
    const answers = cases.map(([, , answer]) => answer);
    expect(rowsOf(await engine.query(found)).map(row => row.given)).toEqual(answers);
    const written = cases.map(([pattern, text]) => `regexp_like(${literal(text)}, ${literal(pattern)})`);
    const table = await engine.query(`select ${written.map((call, place) => `${call} as c${place}`).join(', ')}`);
    expect(Object.values(rowsOf(table)[0] ?? {})).toEqual(answers);
    expect(rowsOf(await engine.query("select regexp_like(cast(null as varchar), '^a$') as n"))).toEqual([{ n: null }]);
  });

  it('has the same words from the file of the build as from their text', async () => {
    expect(existsSync(wordFile())).toBe(true);
    const words = async (engine: DuckDb, database: string) =>
      rowsOf(
        await engine.query(`select function_name, cast(parameters as varchar) as parameters, macro_definition
          from duckdb_functions() where database_name = '${database}' and not internal order by all`),
      );
    const shell = await open({ macros: false });
    await shell.run(preamble());
    const wanted = await words(shell, 'temp');
    expect(wanted.length).toBeGreaterThan(90);
    expect(await words(await open(), 'portable')).toEqual(wanted);
  });

  it('gives as preamble what a shell needs to speak them too', async () => {
    const engine = await open({ macros: false });
    await engine.run(preamble());
    expect(rowsOf(await engine.query("select 7 / 2 as h, day_of_week(date '2024-01-07') as d"))).toEqual([
      { h: 3, d: 7 },
    ]);
  });

  it('reads the types of its own: wide integers as decimals, all others as text', async () => {
    const engine = await open({ macros: false });
    const table = await engine.query(`
      select sum(i) as h, 18446744073709551615::ubigint as u, 4294967295::uinteger as v, 1.5::float as f, -1::tinyint as y,
        [1, 2] as l, {'a': 'x'} as s, time '10:00' as t, 'b'::enum('a', 'b') as e, null as z, 1 as a, 2 as a
      from range(3) as r(i)`);
    expect(rowsOf(table)).toEqual([
      {
        h: 3,
        u: '18446744073709551615',
        v: 4294967295,
        f: 1.5,
        y: -1,
        l: '[1,2]',
        s: '{"a":"x"}',
        t: '10:00:00',
        e: 'b',
        z: null,
        a: 1,
        'a:1': 2,
      },
    ]);
  });

  it('reads every timestamp as microseconds of UTC', async () => {
    const engine = await open();
    const at = (type: string, text: string) => `cast('${text}' as ${type})`;
    const table = await engine.query(
      `select ${[
        at('timestamp_s', '1969-12-31 23:59:59'),
        at('timestamp_ms', '1969-12-31 23:59:59.999'),
        at('timestamp_ns', '1969-12-31 23:59:59.999999999'),
        at('timestamp with time zone', '1970-01-01 01:00:00+01'),
      ].join(', ')}`,
    );
    expect(table.columns.map(one => one.values[0])).toEqual([-1_000_000n, -1000n, -1n, 0n]);
  });

  it('reads long, short, repeated and missing texts of many chunks', async () => {
    const engine = await open();
    const table = await engine.query(`
      select n, case n % 5 when 0 then 'v' || (n % 3) when 1 then 'a text longer than twelve ' || n when 2 then 'repeated longer text'
        when 3 then '' end as s
      from unnest(sequence(0, 29999)) as t (n)`);
    const expected = (n: number) =>
      [`v${n % 3}`, `a text longer than twelve ${n}`, 'repeated longer text', '', null][n % 5];
    expect(rowsOf(table).every(row => row.s === expected(Number(row.n)))).toBe(true);
  });

  it('lands Parquet files as views that are not stored, with a condition', async () => {
    const engine = await open({ path });
    await engine.land('raw.x', [file('one.parquet'), file('two.parquet')]);
    expect(rowsOf(await engine.query('select * from raw.x order by a'))).toEqual([
      { a: 1, b: null },
      { a: 2, b: 'x' },
    ]);
    await engine.land('raw.x', [file('one.parquet'), file('two.parquet')], "b = 'x'");
    await engine.replace('stage.x', 'select * from raw.x');
    expect(rowsOf(await engine.query('select * from stage.x'))).toEqual([{ a: 2, b: 'x' }]);
    await engine.close();
    const again = await open({ path, readOnly: true });
    await expect(again.query('select * from raw.x')).rejects.toThrow(/raw/);
    expect(rowsOf(await again.query('select * from stage.x'))).toEqual([{ a: 2, b: 'x' }]);
  });

  it('lands NDJSON files as views with declared columns, read when they are asked, none as no rows', async () => {
    const engine = await open();
    writeFileSync(file('a.ndjson'), '{"id":"007","key":7}\n{"id":null}\n');
    const columns = { id: 'varchar', key: 'integer' };
    await engine.landRecords('decisions.key', [file('a.ndjson')], columns);
    expect(rowsOf(await engine.query('select * from decisions.key'))).toEqual([
      { id: '007', key: 7 },
      { id: null, key: null },
    ]);
    writeFileSync(file('a.ndjson'), '{"id":"008","key":8}\n');
    expect(rowsOf(await engine.query('select id from decisions.key'))).toEqual([{ id: '008' }]);
    await engine.landRecords('decisions.key', [], columns);
    const empty = await engine.query('select * from decisions.key');
    expect([empty.rows, empty.columns.map(one => one.type.kind)]).toEqual([0, ['text', 'integer']]);
  });

  it('lands a select over what was landed, and another in its place, even over the table that it is to be read for', async () => {
    const engine = await open();
    writeFileSync(file('a.ndjson'), '{"key":7}\n{"key":8}\n');
    await engine.landRecords('decisions.key', [file('a.ndjson')], { key: 'integer' });
    await engine.landSelect('decisions.even', 'select key from decisions.key where key % 2 = 0');
    await engine.replace('stage.even', 'select key from decisions.even');
    const [found] = rowsOf(await engine.query('select current_database() as name'));
    await engine.landSelect('decisions.even', `select key + 2 as key from "${found?.name}"."stage"."even"`);
    await engine.replace('stage.even', 'select key from decisions.even union all select 0');
    expect(rowsOf(await engine.query('select key from stage.even order by 1'))).toEqual([{ key: 0 }, { key: 10 }]);
  });

  describe('for what users write', () => {
    let reader: DuckDb;
    beforeAll(async () => {
      reader = await open({ path, readOnly: true, externalAccess: false, macros: false });
    });

    it.each([
      ['insert into dw.t values (2)', /read-only/],
      ["copy dw.t to 'FILE'", /disabled/],
      ["select * from read_text('/etc/hostname')", /disabled/],
      ["attach 'FILE' as other", /read-only|disabled/],
      ['install httpfs', /disabled/],
      ['set threads = 2', /locked/],
      ['set enable_external_access = true', /./],
    ])('refuses %s', async (sql, why) => {
      await expect(reader.query(sql.replace('FILE', file('out')))).rejects.toThrow(why);
      expect(existsSync(file('out'))).toBe(false);
    });

    it('reads, and has tables of its own that go with it', async () => {
      await reader.run('create temp table mine as select a + 1 as b from dw.t');
      expect(rowsOf(await reader.query('select b from mine'))).toEqual([{ b: 2 }]);
    });

    it('only selects where a folder may be read', async () => {
      const engine = await open({ path, readOnly: true, externalAccess: false, folders: [folder] });
      const count = `select count(*) as n from read_parquet('${file('one.parquet')}')`;
      expect(rowsOf(await engine.query(count))).toEqual([{ n: 1 }]);
      for await (const piece of engine.stream(count)) expect(rowsOf(piece)).toEqual([{ n: 1 }]);
      await expect(engine.query(`copy dw.t to '${landing}'`)).rejects.toThrow('only a select can be run here');
      await expect(engine.query(`explain analyze copy dw.t to '${landing}'`)).rejects.toThrow('only a select');
      await expect(engine.query("select * from read_text('/etc/hostname')")).rejects.toThrow(/disabled/);
      expect(existsSync(landing)).toBe(false);
    });
  });

  it('unlogged, has in its file what a checkpoint wrote and no more, and all after a close', async () => {
    const at = file('unlogged');
    const tables = async (there: string) => {
      const reader = await openDuckDb({ path: there, threads: 1, readOnly: true });
      const sql = "select table_name as name from information_schema.tables where table_schema = 'dw' order by 1";
      const found = rowsOf(await reader.query(sql));
      await reader.close();
      return found.map(({ name }) => name);
    };
    const engine = await openDuckDb({ path: at, threads: 1, isLogged: false });
    await engine.replace('dw.kept', 'select 1 as a');
    await Promise.all([(await engine.another()).replace('dw.too', 'select 1 as a'), engine.checkpoint()]);
    await engine.checkpoint();
    await engine.replace('dw.late', 'select 1 as a');
    expect(existsSync(`${at}.wal`)).toBe(false);
    copyFileSync(at, file('killed'));
    expect(await tables(file('killed'))).toEqual(['kept', 'too']);
    await engine.close();
    expect(await tables(at)).toEqual(['kept', 'late', 'too']);
    await expect(openDuckDb({ path: folder, isLogged: false })).rejects.toThrow(/cannot be opened/);
  });

  it('waits with a checkpoint for tables that are being made, replaced and dropped', async () => {
    const engine = await openDuckDb({ path: file('made'), threads: 2 });
    const other = await engine.another();
    for (let number = 0; number < 40; number++) {
      const made = other.replace('dw.made', `select i, ${number} as number from range(3000) as t(i)`);
      await Promise.all([
        made,
        other.replace(`s${number}.own`, 'select 1 as a'),
        other.drop('dw.gone'),
        engine.checkpoint(),
      ]);
    }
    expect(rowsOf(await engine.query('select count(*) as n, min(number) as number from dw.made'))).toEqual([
      { n: 3000, number: 39 },
    ]);
    await engine.close();
  });

  it('makes a schema within a transaction while another, and a checkpoint, wait for its end', async () => {
    const engine = await openDuckDb({ path: file('schema'), threads: 2 });
    const other = await engine.another();
    const waiting = await engine.transaction(async () => {
      const asked = [engine.checkpoint(), other.replace('fresh.theirs', 'select 1 as a')];
      await engine.write('fresh.ours', await other.query('select 1 as a'));
      return { asked };
    });
    await Promise.all(waiting.asked);
    expect(rowsOf(await other.query('select * from fresh.ours natural join fresh.theirs'))).toEqual([{ a: 1 }]);
    await engine.close();
  });

  it('keeps what it holds in memory when the transaction that asked for it is given up', async () => {
    const engine = await open({ path: file('asides') });
    const lost = engine.transaction(async () => {
      await engine.aside('select 1 as a');
      throw new Error('given up');
    });
    await expect(lost).rejects.toThrow('given up');
    const { name } = await (await engine.another()).aside('select 2 as a');
    expect(rowsOf(await engine.query(`select a from ${name}`))).toEqual([{ a: 2 }]);
  });

  it('closes when what waits for a checkpoint has been done', async () => {
    const engine = await openDuckDb({ path: file('closed'), threads: 1 });
    await engine.replace('dw.t', 'select 1 as a');
    const done = Promise.all([engine.checkpoint(), engine.drop('dw.t'), engine.close()]);
    await expect(done).resolves.toBeDefined();
  });

  it('unlogged, has in its file all that was exchanged while a checkpoint was asked for', async () => {
    const at = file('between');
    const tables = [0, 1, 2, 3, 4, 5].map(number => `dw.t${number}`);
    const engine = await openDuckDb({ path: at, threads: 2, isLogged: false });
    const other = await engine.another();
    for (const table of tables) {
      await engine.replace(table, 'select i, i % 7 as g, 0 as v from range(30000) as t(i)');
      await engine.checkpoint();
      await other.replace('dw.whole', 'select i, hash(i) as h from range(300000) as t(i)');
      const come = await engine.aside(`select * replace (1 as v) from ${table} where g = 3`);
      const [written] = await engine.transaction(async () => {
        await engine.run(`delete from ${table} where g = 3`);
        const checkpoint = other.checkpoint();
        await engine.run(`insert into ${table} by name select * from ${come.name}`);
        return [checkpoint];
      });
      await written;
    }
    await engine.close();
    const reader = await openDuckDb({ path: at, threads: 1, readOnly: true });
    for (const table of tables) {
      const counted = rowsOf(await reader.query(`select count(distinct i) as n, sum(v) as v from ${table}`));
      expect(counted).toEqual([{ n: 30000, v: 4286 }]);
    }
    await reader.close();
  });

  it('says of a path with a question mark, whose log DuckDB looks for elsewhere, that it is none for it', async () => {
    await expect(open({ path: file('what?.duckdb') })).rejects.toMatchObject({
      code: exitCode.resources,
      message: expect.stringMatching(/question mark: .*what\?\.duckdb$/),
    });
  });

  it('says which process holds the file', async () => {
    const program = `
      const { DuckDBInstance } = require('@duckdb/node-api');
      DuckDBInstance.create(process.argv[1]).then(held => {
        console.log('held');
        process.stdin.on('end', () => held.closeSync()).resume();
      });`;
    const holder = spawn(process.execPath, ['-e', program, file('held')], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    await expect(open({ path: file('held') })).rejects.toMatchObject({
      code: exitCode.lockBusy,
      message: `${file('held')} is held by process ${holder.pid}`,
    });
    holder.stdin.end();
    await once(holder, 'exit');
  });

  it('names a file that is not there, or is no database', async () => {
    await expect(open({ path: file('none'), readOnly: true })).rejects.toMatchObject({
      name: 'CliError',
      code: exitCode.resources,
    });
    writeFileSync(file('text'), 'not a database, whatever its name '.repeat(500));
    await expect(open({ path: file('text') })).rejects.toThrow(/cannot be opened/);
  });

  it('stops a stream when told to', async () => {
    const engine = await open();
    const control = new AbortController();
    const reading = async () => {
      for await (const piece of engine.stream('select n from range(1000000000) as t(n)', [], control.signal)) {
        expect(piece.rows).toBeGreaterThan(0);
        control.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** Truth: 10^10 rows take longer than anybody waits. */
it('a signal that the database was opened with stops what names none of its own', async () => {
  const control = new AbortController();
  const engine = await openDuckDb({ signal: control.signal });
  const asked = engine.query('select count(*) from range(100000) as a (x), range(100000) as b (y) where x % 7 = y % 5');
  setTimeout(() => control.abort(), 50);
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await expect(engine.run('select 1')).rejects.toMatchObject({ name: 'AbortError' });
  await engine.close();
});
