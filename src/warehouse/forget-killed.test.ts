import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench, workbenchAt } from '../../fixtures/workbench.js';
import { decisionFiles } from '../run/decisions.js';
import { current } from '../run/generations.js';
import { openState } from '../run/state.js';

/** How many of the steps are tried beside the first after cards are erased; all of them in a long suite: CUSTOMETRY_KILLS=500 npx vitest run src/warehouse/forget-killed.test.ts */
const rounds = Number(process.env.CUSTOMETRY_KILLS ?? 0);
const root = fileURLToPath(new URL('../..', import.meta.url));
const house = mkdtempSync(join(tmpdir(), 'forget-killed-'));

const project = `
sources:
  people: { files: 'people*.csv' }
  orders: { files: 'orders*.csv' }
  cards: { files: cards.csv }
  talks: { files: talks.csv }
entities:
  customer:
    - { source: people, columns: { customer_id: id, name: name } }
    - { source: cards, columns: { customer_id: member } }
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price }
  interaction:
    - { source: talks, columns: { occurred_at: day, customer_id: (select member from raw.cards where cards.card = talks.card), subject: subject } }
limits: { quarantine: { share: 1 } }
`;
const people = 'id,name\nP-1,Ann\nP-2,Butcher\nP-3,Cy\n';
const orders =
  'id,day,who,what,n,price\nO-1,2026-01-05,P-1,tea,1,10\nO-2,2026-01-06,P-2,birdcage,2,5\nO-5,2026-01-09,P-2\nO-3,2026-01-07,P-3,tea,1,7\n';
/** Only the list of cards says whose a talk is, and is erased before it. */
const cards = 'card,member\nC-1,P-1\nC-2,P-2\n';
const talks = 'day,card,subject\n2026-01-05,C-1,tea\n2026-01-06,C-2,octopus\n';
const more = 'id,day,who,what,n,price\nO-6,2026-01-08,P-2,tea,1,10\nO-7,2026-01-09,P-1,tea,1,10\n';

/** Forgets a customer and dies at the given change of the file system, or the first of one of that name; tells how many there are where it lives. */
const program = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { openWarehouse } = await import('./dist/src/index.js');
  const [project, last] = process.argv.slice(1);
  let steps = 0;
  const isLast = paths =>
    last.includes('/') ? paths.some(path => String(path).endsWith(last)) : steps === Number(last);
  const step = paths => { steps += 1; if (isLast(paths)) process.kill(process.pid, 'SIGKILL'); };
  const changing = /^(write|append|rename|link|rm|mkdir|copyFile)/;
  for (const api of [fs, fs.promises]) {
    for (const name of Object.keys(api).filter(one => changing.test(one))) {
      const original = api[name];
      if (typeof original === 'function') api[name] = (...given) => (step(given), original(...given));
    }
  }
  syncBuiltinESMExports();
  const warehouse = await openWarehouse({ project, state: project + '/state' });
  await warehouse.forget('P-2', { why: 'asked', isMeant: true });
  console.log(steps);
`;

const without = { tables: /^meta|^stage[.]batch$/, columns: /_key$|generation$/ };
let before: string;
let steps: number;
let wanted: Map<string, string[]>;

const options = (bench: Workbench) => ({ state: join(bench.dir, 'state') });

beforeAll(async () => {
  const bench = workbench(project, {
    'people.csv': people,
    'orders.csv': orders,
    'cards.csv': cards,
    'talks.csv': talks,
  });
  await bench.run(options(bench));
  bench.write('orders2.csv', more);
  await bench.run(options(bench));
  before = bench.dir;
  const undisturbed = copy();
  steps = Number(await forgetting(undisturbed));
  wanted = await undisturbed.contents(without, options(undisturbed));
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
  rmSync(before, { recursive: true, force: true });
});

const cardsErased = 'talks/000001/data.parquet';

describe(`forgetting, killed at ${1 + rounds} of its steps,`, { timeout: 300_000 + rounds * 60_000 }, () => {
  it('is ended by the next run, and leaves a whole generation until then', async () => {
    expect(steps).toBeGreaterThan(30);
    const tried = Math.min(rounds, steps);
    const even = Array.from({ length: tried }, (_, round) => 1 + Math.floor(((round + 0.5) * steps) / tried));
    for (const last of [cardsErased, ...even]) {
      const bench = copy();
      expect(await forgetting(bench, last), `step ${last}`).toBe('');
      expect(current(openState(join(bench.dir, 'state'))), `step ${last}`).toBeDefined();
      await expectEnded(bench, `step ${last} of ${steps}`);
    }
  });
});

/** A kill before the decision stands forgets nobody: then the command is given again. */
async function expectEnded(bench: Workbench, where: string): Promise<void> {
  await bench.run(options(bench));
  if (traces(bench).length > 0) {
    expect(decisionFiles(openState(join(bench.dir, 'state')), 'erasure'), where).toEqual([]);
    const warehouse = await bench.open(options(bench));
    await warehouse.forget('P-2', { why: 'asked', isMeant: true });
  }
  expect(traces(bench), where).toEqual([]);
  expect([...(await bench.contents(without, options(bench)))], where).toEqual([...wanted]);
  expect(await bench.run(options(bench)), where).toMatchObject({ published: false });
  bench.close();
}

function copy(): Workbench {
  const dir = mkdtempSync(join(house, 'company-'));
  cpSync(before, dir, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return workbenchAt(dir);
}

/** What the forgetting process said; nothing where it was killed. */
async function forgetting(bench: Workbench, last: number | string = 0): Promise<string> {
  const script = ['--input-type=module', '-e', program, bench.dir, String(last)];
  const child = spawn(process.execPath, script, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
  let said = '';
  child.stdout.on('data', piece => {
    said += piece;
  });
  child.stderr.on('data', piece => process.stderr.write(piece));
  await new Promise(resolve => child.on('close', resolve));
  return said;
}

/** Files of the state in which the customer is found as plain bytes. */
function traces(bench: Workbench): string[] {
  const state = join(bench.dir, 'state');
  return readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(state, name)).isFile() && !name.startsWith('lock'))
    .filter(name =>
      ['P-2', 'Butcher', 'birdcage', 'octopus'].some(text => readFileSync(join(state, name), 'latin1').includes(text)),
    );
}
