import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const what = '16 groupings of 10 million sales, different customers counted exactly';

/** Cells of four dimensions, all their totals, against DuckDB's own cube and polars; cells, customers and amounts must be equal. */
export function distinct(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const [database, parquet] = [join(folder, 'sale.duckdb'), join(folder, 'sale.parquet')];
  try {
    race([{ name: 'data', command: ['node', 'bench/distinct-data.mjs', database, parquet] }], 1);
    const runners = [
      { name: 'ours', command: ['node', 'bench/distinct-ours.mjs', database] },
      { name: 'DuckDB cube', command: ['node', 'bench/distinct-duckdb.mjs', database] },
      ...(pythonWith('polars') ? [{ name: 'polars', command: ['python3', 'bench/distinct_polars.py', parquet] }] : []),
    ];
    const [own, duckdb, polars] = race(runners, 3) as [Figures, Figures, Figures | undefined];
    for (const { name, output } of polars ? [duckdb, polars] : [duckdb])
      if (output !== own.output) throw new Error(`${name} counts otherwise: ${output}, ours ${own.output}`);
    return [against(what, own, duckdb, 0.2), against(what, own, polars ?? 'polars: it is not installed', 0.35)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
