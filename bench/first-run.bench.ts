import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellReader, openWarehouse, preamble, type Warehouse } from '../src/index.js';
import { differences, figureSelects, figuresOf } from './first-run-figures.js';
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

/** The selects as the warehouse runs them, each after what it reads, without quarantine, account and tally, and without what only reads those. */
async function writeStatements(state: string, path: string): Promise<void> {
  mkdirSync(state, { recursive: true });
  const warehouse = await openWarehouse({ project: 'fixtures/online-retail', state, set: { data } });
  const { tables } = await warehouse.run();
  const accounting = /^stage\.(quarantine|account|format)$|^report\.(quality|refused)$/;
  const made = tables.map(one => one.name).filter(name => !accounting.test(name));
  const onDemand = (await viewsOf(warehouse)).filter(name => !tables.some(one => one.name === name));
  const order = new Set<string>();
  for (const table of made) {
    const { upstream } = await warehouse.lineage(table);
    for (const one of upstream) if (onDemand.includes(one.table)) order.add(one.table);
    order.add(table);
  }
  const listed = [];
  for (const table of order) {
    const isView = onDemand.includes(table) || (table.startsWith('stage.') && !table.endsWith('_record'));
    listed.push({ table, kind: isView ? 'view' : 'table', select: await warehouse.sql(table) });
  }
  writeFileSync(path, JSON.stringify({ preamble: preamble(), tables: listed, figures: figureSelects }));
  await warehouse.close();
}

async function viewsOf(warehouse: Warehouse): Promise<string[]> {
  const { columns, rows } = await warehouse.query(`select table_schema || '.' || table_name as name
    from information_schema.tables where table_type = 'VIEW' and table_schema in ('feature', 'mart', 'report')`);
  const [read] = columns.map(cellReader);
  return Array.from({ length: rows }, (_, row) => String(read?.(row)));
}

/** Every rival prints the figures of all its tables; all must be ours. */
async function agree(state: string, rivals: Figures[]): Promise<void> {
  const warehouse = await openWarehouse({ project: 'fixtures/online-retail', state, set: { data } });
  const ours = await figuresOf(warehouse);
  await warehouse.close();
  for (const { name, output } of rivals) {
    const found = differences(ours, JSON.parse(output));
    if (found.length > 0) throw new Error(`${name} found other figures than the warehouse:\n${found.join('\n')}`);
  }
}
