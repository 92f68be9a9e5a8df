import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { basket } from './basket.bench.js';
import { cubes } from './cubes.bench.js';
import { distinct } from './distinct.bench.js';
import { firstRun } from './first-run.bench.js';
import { itemsets } from './itemsets.bench.js';
import { kmeans } from './kmeans.bench.js';
import { landing } from './landing.bench.js';
import { night } from './night.bench.js';
import { resultsPage } from './page.js';
import { pythonWith } from './python.js';
import type { Claim } from './results.js';
import { rfm } from './rfm.bench.js';
import { segments } from './segments.bench.js';
import { startUp } from './start-up.bench.js';
import { trees } from './trees.bench.js';

const benches: Record<string, (isLong: boolean) => Claim[] | Promise<Claim[]>> = {
  'start-up': startUp,
  'first-run': firstRun,
  night,
  rfm,
  landing,
  kmeans,
  segments,
  itemsets,
  basket,
  trees,
  cubes,
  distinct,
};

const given = process.argv.slice(2);
const names = given.filter(word => !word.startsWith('--'));
const unknown = names.filter(name => !(name in benches));
if (unknown.length > 0)
  throw new Error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);

const claims: Claim[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  claims.push(...(await bench(given.includes('--long'))));
}
const page = resultsPage(claims, machine(), names.length === 0 && given.includes('--long'));
writeFileSync('bench/results.md', page);
process.stdout.write(page);

function machine(): string {
  const cores = `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown kind'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`;
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const python = ['pandas', 'polars', 'pyarrow', 'scikit-learn', 'lightgbm', 'pyfim', 'mlxtend'].map(name =>
    pythonWith(name)?.split(' ').slice(2).join(' '),
  );
  const versions = [`DuckDB ${dependencies['@duckdb/node-api']}`, ...python.filter(Boolean)];
  return `${cores}; Node ${process.version}, ${versions.join(', ')}.`;
}
