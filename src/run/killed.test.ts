import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginGeneration } from './begin-generation.js';
import { readDecisions } from './decisions.js';
import { idsOf } from './generation-folder.js';
import { current } from './generations.js';
import { readLedger } from './ledger.js';
import { acquireLock } from './lock.js';
import { publish } from './publish.js';
import { runsOf } from './runs.js';
import { openState, type State } from './state.js';

/** More rounds for a long suite: CUSTOMETRY_KILLS=500 npx vitest run src/run/killed.test.ts */
const rounds = Number(process.env.CUSTOMETRY_KILLS ?? 8);
const now = () => new Date('2011-12-10T02:00:00.000Z');
const house = mkdtempSync(join(tmpdir(), 'killed-'));
const started: ChildProcess[] = [];

/** One run as the warehouse does it; each adds a line to the database, and its key to the register. */
const oneRun = `
  import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
  import { acquireLock } from './run/lock.js';
  import { appendDecision } from './run/append-decision.js';
  import { appendLedger } from './run/ledger.js';
  import { beginGeneration } from './run/begin-generation.js';
  import { collect } from './run/collect.js';
  import { newRun } from './run/run-id.js';
  import { openState } from './run/state.js';
  import { publish } from './run/publish.js';

  const now = () => new Date();
  export const state = openState(process.argv[2]);
  export { acquireLock };
  export async function oneRun() {
    const run = newRun(state, now);
    const tell = (event, detail) => appendLedger(state, { at: now().toISOString(), run, event, ...detail });
    const lock = await acquireLock(state, { command: 'run', run, now });
    tell('start', { command: 'run' });
    const building = await beginGeneration(state);
    const had = building.base || building.resumed ? readFileSync(building.warehouse, { flag: 'a+' }) : '';
    writeFileSync(building.warehouse, had + 'begin ' + building.id + '\\n');
    appendDecision(state, 'key', building.id, [{ generation: building.id }]);
    appendFileSync(building.warehouse, 'end ' + building.id + '\\n');
    publish(state, building, { run, fingerprint: 'f', asOf: null, published_at: now().toISOString() });
    tell('publish', { generation: building.id });
    collect(state, 2);
    tell('end', {});
    lock.release();
  }
`;

const programs = {
  'one-run.js': oneRun,
  'forever.js': `
    import { oneRun } from './one-run.js';
    console.log('ready');
    await new Promise(resolve => process.stdin.once('data', resolve));
    console.log('begun');
    for (;;) await oneRun();
  `,
  'counted.js': `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { oneRun } from './one-run.js';
    await oneRun();
    console.log('whole');
    let left = Number(process.argv[3]);
    const step = () => { if ((left -= 1) === 0) process.kill(process.pid, 'SIGKILL'); };
    const changing = /^(write|append|rename|link|rm|mkdir|copyFile)/;
    for (const api of [fs, fs.promises]) {
      for (const name of Object.keys(api).filter(one => changing.test(one))) {
        const original = api[name];
        if (typeof original === 'function') api[name] = (...given) => (step(), original(...given));
      }
    }
    syncBuiltinESMExports();
    await oneRun();
    console.log('survived');
  `,
  'contender.js': `
    import { acquireLock, state } from './one-run.js';
    console.log('ready');
    await new Promise(resolve => process.stdin.once('data', resolve));
    const now = () => new Date();
    await acquireLock(state, { command: 'run', run: 'r' + process.pid, now }).then(
      () => console.log('won'),
      error => console.log('lost ' + error.code),
    );
    setInterval(() => {}, 1000);
  `,
  'greedy.js': `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { join } from 'node:path';
    import { acquireLock, state } from './one-run.js';
    const room = join(state.dir, 'room');
    const isIn = who => readFileSync(room, { encoding: 'utf8', flag: 'a+' }) === who;
    const me = String(process.pid);
    console.log('ready');
    await new Promise(resolve => process.stdin.once('data', resolve));
    for (;;) {
      const lock = await acquireLock(state, { command: 'run', run: 'r' + me, now: () => new Date() }).catch(() => undefined);
      if (!lock) continue;
      writeFileSync(room, me);
      for (let look = 0; look < 50; look += 1) if (!isIn(me)) console.log('not alone');
      console.log('was in');
      lock.release();
    }
  `,
  'database.js': `
    import { DuckDBInstance } from ${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href)};
    import { beginGeneration } from './run/begin-generation.js';
    import { state } from './one-run.js';
    const building = await beginGeneration(state);
    const instance = await DuckDBInstance.create(building.warehouse);
    const connection = await instance.connect();
    await connection.run('create table done as select 42 as answer');
    await connection.run('begin');
    await connection.run('create table half_done as select 1 as answer');
    process.kill(process.pid, 'SIGKILL');
  `,
};

beforeAll(() => {
  const here = dirname(fileURLToPath(import.meta.url));
  mkdirSync(join(house, 'run'));
  writeFileSync(join(house, 'package.json'), '{"type":"module"}');
  const files = readdirSync(here).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  for (const file of ['../errors.ts', '../make-folders.ts', '../sync.ts', ...files])
    compile(join(here, file), join(house, 'run', file));
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(house, name), text);
});

afterEach(async () => {
  await Promise.all(started.splice(0).map(kill));
});

afterAll(() => rmSync(house, { recursive: true }));

describe(
  'a run killed',
  () => {
    it('before any of its steps leaves a whole generation, and the next run ends what it began', async () => {
      const steps = await Promise.all([killAtEvery(1), killAtEvery(2)]);
      expect(Math.max(...steps)).toBeGreaterThan(20);

      /** Odd steps or even ones, until a run has fewer. Each child first ends what the one before has left. */
      async function killAtEvery(first: number): Promise<number> {
        const state = newState();
        for (let step = first; ; step += 2) {
          const said = await run('counted.js', state, step);
          await expectWhole(state);
          if (said === 'whole\nsurvived\n') return step;
          expect(said, `step ${step}`).toBe('whole\n');
        }
      }
    });

    it(`at any moment (${rounds} times) leaves a whole generation, a lock to be taken and a ledger to be read`, async () => {
      const state = newState();
      for (let round = 0; round < rounds; ) {
        for (const child of await startAll(4, 'forever.js', state)) {
          const begun = answerOf(child);
          child.stdin?.write('go\n');
          await begun;
          await setTimeout(20 + ((round * 37) % 101));
          await kill(child);
          await expectWhole(state);
          round += 1;
        }
      }
      const runs = runsOf(readLedger(state));
      expect(runs.length).toBeGreaterThan(0);
      expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
    });
  },
  300_000 + rounds * 5000,
);

it('a build killed within a transaction is taken up with every table that it had finished', async () => {
  const state = newState();
  await run('database.js', state);
  const building = await beginGeneration(state);
  expect(building.resumed).toBe(true);
  const instance = await DuckDBInstance.create(building.warehouse);
  const connection = await instance.connect();
  const tables = await connection.runAndReadAll('select table_name from duckdb_tables()');
  expect(tables.getRows()).toEqual([['done']]);
  connection.closeSync();
  instance.closeSync();
  publish(state, building, { run: 'r1', fingerprint: 'f', asOf: null, published_at: now().toISOString() });
  expect(readdirSync(String(current(state)?.folder))).toEqual(['pointer.json', 'warehouse.duckdb']);
});

describe(
  'the lock',
  () => {
    it('of a killed run goes to exactly one of many contenders, again and again', async () => {
      const state = newState();
      for (let round = 0; round < Math.max(2, rounds / 4); round += 1) {
        const children = await startAll(6, 'contender.js', state);
        const answers = children.map(answerOf);
        for (const child of children) child.stdin?.write('go\n');
        const said = await Promise.all(answers);
        expect(said.sort()).toEqual(['lost 5', 'lost 5', 'lost 5', 'lost 5', 'lost 5', 'won']);
        await Promise.all(children.map(kill));
      }
    });

    it('lets one in at a time while all try without rest and some are killed', async () => {
      const state = newState();
      const children = await startAll(5, 'greedy.js', state);
      const said = new Map<string, number>();
      for (const child of children) {
        child.stdout?.on('data', piece => {
          for (const line of String(piece).trim().split('\n')) said.set(line, (said.get(line) ?? 0) + 1);
        });
        child.stdin?.write('go\n');
      }
      while ((said.get('was in') ?? 0) <= 5) await setTimeout(5);
      for (const child of children) {
        await setTimeout(30 * rounds);
        await kill(child);
      }
      expect([...said.keys()]).toEqual(['was in']);
    });
  },
  300_000 + rounds * 5000,
);

/** What must hold after any kill: pointer, warehouse, decisions and ledger are whole, and somebody else can have the lock. */
async function expectWhole(state: State): Promise<void> {
  const standing = current(state);
  if (standing) {
    const lines = readFileSync(standing.warehouse, 'utf8').trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`end ${standing.generation}`);
    expect([...readDecisions(state, 'key')]).toContainEqual({ generation: standing.generation });
  } else {
    expect(idsOf(state, '').length).toBeLessThan(2);
  }
  const published = readLedger(state).flatMap(({ event, generation }) => (event === 'publish' ? [generation] : []));
  expect(new Set(published).size).toBe(published.length);
  (await acquireLock(state, { command: 'check', run: 'none', now })).release();
}

function newState(): State {
  return openState(mkdtempSync(join(house, 'state-')));
}

function start(program: string, state: State, ...words: unknown[]): ChildProcess {
  const child = spawn(process.execPath, [join(house, program), state.dir, ...words.map(String)]);
  child.stderr.on('data', piece => process.stderr.write(piece));
  started.push(child);
  return child;
}

/** Children that have started and wait for their word. */
async function startAll(count: number, program: string, state: State): Promise<ChildProcess[]> {
  const children = Array.from({ length: count }, () => start(program, state));
  await Promise.all(children.map(answerOf));
  return children;
}

async function run(program: string, state: State, ...words: unknown[]): Promise<string> {
  const child = start(program, state, ...words);
  let said = '';
  child.stdout?.on('data', piece => {
    said += piece;
  });
  await new Promise(resolve => child.on('close', resolve));
  return said;
}

function answerOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => child.stdout?.once('data', piece => resolve(String(piece).trim())));
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.on('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

function compile(from: string, to: string): void {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true };
  writeFileSync(
    to.replace(/ts$/, 'js'),
    ts.transpileModule(readFileSync(from, 'utf8'), { compilerOptions }).outputText,
  );
}
