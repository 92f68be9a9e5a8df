import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWarehouse } from '../src/index.js';
import { type Figures, race } from './race.js';
import { type Claim, claim } from './results.js';

const data = '../shared/data';
const cli = [
  'node',
  'dist/src/cli/main.js',
  'run',
  '-p',
  'fixtures/online-retail',
  '--set',
  `data=${data}`,
  '--quiet',
  '--json',
];

/** The whole first run over 305 files against the same statements typed by hand, and against pandas; and the second run. */
export async function firstRun(): Promise<Claim[]> {
  if (!existsSync(join(data, 'online-retail')))
    return [claim('first run', 'Online Retail', 1.6, 'not run: the data is absent')];
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const [state, database, statements, out] = ['state', 'hand.duckdb', 'statements.json', 'pandas'].map(name =>
    join(folder, name),
  ) as [string, string, string, string];
  try {
    await writeStatements(state, statements);
    const clean = (path: string) => () => rmSync(path, { recursive: true, force: true });
    const ours = { name: 'custometry run', command: [...cli, '--state', state], before: clean(state) };
    const hand = {
      name: 'by hand in DuckDB',
      command: ['node', 'bench/first-run-by-hand.mjs', data, database, statements],
      before: clean(database),
    };
    const pandas = { name: 'pandas', command: ['python3', 'bench/first_run_pandas.py', data, out], before: clean(out) };
    const hasPandas = spawnSync('python3', ['-c', 'import pandas, pyarrow']).status === 0;
    const [own, byHand, byPandas] = race(hasPandas ? [ours, hand, pandas] : [ours, hand], 5);
    const again = race([{ name: 'second run', command: [...cli, '--state', state] }], 5)[0] as Figures;
    return [
      claim('first run, 541,909 records', own as Figures, 1.6, byHand as Figures),
      claim('first run, 541,909 records', own as Figures, 1, byPandas ?? 'pandas: not run, it is not installed'),
      claim('second run, nothing new (seconds)', again, 1.5, 'no rival'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The selects as the warehouse runs them, without quarantine, account and tally. */
async function writeStatements(state: string, path: string): Promise<void> {
  mkdirSync(state, { recursive: true });
  const warehouse = await openWarehouse({ project: 'fixtures/online-retail', state, set: { data } });
  const { tables } = await warehouse.run();
  const named = tables
    .map(one => one.name)
    .filter(name => !/^stage\.(quarantine|account|format)$|^report\.(quality|refused|unknown_member)$/.test(name));
  const stored = new Set(['stage.customer_record', 'stage.order_line_record', 'stage.product_record']);
  const listed = [];
  for (const table of named) {
    const kind = table.startsWith('stage.') && !stored.has(table) ? 'view' : 'table';
    listed.push({ table, kind, select: await warehouse.sql(table) });
  }
  writeFileSync(path, JSON.stringify({ preamble: warehouse.preamble(), tables: listed }));
  await warehouse.close();
}
