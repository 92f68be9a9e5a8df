import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWarehouse, preamble } from '../src/index.js';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim, within } from './results.js';

const data = '../shared/data';
const project = ['-p', 'fixtures/online-retail', '--set', `data=${data}`];
const what = 'first run, 541,909 records in 305 files';

/** The whole first run against the same statements typed by hand, pandas and polars; and the second run, with nothing new. */
export async function firstRun(): Promise<Claim[]> {
  if (!existsSync(join(data, 'online-retail'))) return [];
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const at = (name: string) => join(folder, name);
  const clean = (path: string) => () => rmSync(path, { recursive: true, force: true });
  try {
    await writeStatements(at('state'), at('statements.json'));
    const command = ['node', 'dist/bundle/main.js', 'run', ...project, '--quiet', '--state', at('state')];
    const hand = ['node', 'bench/first-run-by-hand.mjs', data, at('hand.duckdb'), at('statements.json')];
    const frames = ['pandas', 'polars'].filter(name => pythonWith(name, 'pyarrow'));
    const runners = [
      { name: 'custometry run', command, before: clean(at('state')) },
      { name: 'by hand in DuckDB', command: hand, before: clean(at('hand.duckdb')) },
      ...frames.map(name => ({
        name,
        command: ['python3', `bench/first_run_${name}.py`, data, at(name)],
        before: clean(at(name)),
      })),
    ];
    const [own, byHand, ...others] = race(runners, 7) as [Figures, Figures, ...Figures[]];
    const other = (name: string) => others.find(one => one.name === name) ?? `${name}: it is not installed`;
    await agree(at('state'), [byHand, ...others]);
    const [again] = race([{ name: 'second run', command }], 7) as [Figures];
    return [
      against(what, own, byHand, 1.6),
      against(what, own, other('pandas'), 1),
      against(what, own, other('polars')),
      within('second run, nothing new', again, again.wall, 1.5, 's'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The selects as the warehouse runs them, without quarantine, account and tally, and without what only reads those. */
async function writeStatements(state: string, path: string): Promise<void> {
  mkdirSync(state, { recursive: true });
  const warehouse = await openWarehouse({ project: 'fixtures/online-retail', state, set: { data } });
  const { tables } = await warehouse.run();
  const accounting = /^stage\.(quarantine|account|format)$|^report\.(quality|refused|unknown_member)$/;
  const listed = [];
  for (const { name: table } of tables.filter(one => !accounting.test(one.name))) {
    const kind = table.startsWith('stage.') && !table.endsWith('_record') ? 'view' : 'table';
    listed.push({ table, kind, select: await warehouse.sql(table) });
  }
  writeFileSync(path, JSON.stringify({ preamble: preamble(), tables: listed }));
  await warehouse.close();
}

/** Every rival prints lines, quantity, net amount, customers and products of the star; all must be ours. */
async function agree(state: string, rivals: Figures[]): Promise<void> {
  const warehouse = await openWarehouse({ project: 'fixtures/online-retail', state, set: { data } });
  const found = await warehouse.query(`select
    concat_ws(' ', count(*), cast(sum(quantity) as bigint), cast(sum(net_amount) as decimal(18, 3)),
      (select count(*) from dw.dim_customer where customer_key > 0),
      (select count(*) from dw.dim_product where product_key > 0)) as facts
    from dw.fact_order_line`);
  await warehouse.close();
  const facts = String(found.columns[0]?.values[0]);
  for (const { name, output } of rivals)
    if (output !== facts) throw new Error(`${name} found ${output}, the warehouse ${facts}`);
}
