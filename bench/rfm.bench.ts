import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const what = 'RFM of 1 million customers, 10 million lines';

/**
 * RFM (feature, fit, score) against polars and pandas, who read Parquet: ours over the same files, and over the tables of a warehouse, where a run
 * has them. All write the same table of scores as Parquet, every row of it equal.
 */
export function rfm(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const at = (name: string) => join(folder, name);
  const clean = (path: string) => () => rmSync(path, { force: true });
  try {
    race([{ name: 'data', command: ['node', 'bench/rfm-data.mjs', folder] }], 1);
    const frames = ['pandas', 'polars'].filter(name => pythonWith(name, 'pyarrow'));
    const runners = [
      ...['parquet', 'warehouse'].map(kind => ({
        name: kind,
        command: ['node', 'bench/rfm-ours.mjs', folder, kind, at(`${kind}-scores.parquet`)],
        before: clean(at(`${kind}-scores.parquet`)),
      })),
      ...frames.map(name => ({
        name,
        command: ['python3', '-B', `bench/rfm_${name}.py`, folder, at(`${name}-scores.parquet`)],
        before: clean(at(`${name}-scores.parquet`)),
      })),
    ];
    const [files, tables, ...others] = race(runners, 5) as [Figures, Figures, ...Figures[]];
    for (const { name } of [tables, ...others]) {
      const pair = [files.name, name].map(one => at(`${one}-scores.parquet`));
      const [compared] = race([{ name, command: ['node', 'bench/rfm-differing.mjs', ...pair] }], 1);
      if (compared?.output !== '0') throw new Error(`${name} has other scores: ${compared?.output} rows differ`);
    }
    const other = (name: string) => others.find(one => one.name === name) ?? `${name}: it is not installed`;
    const claims = (where: string, own: Figures) => [
      against(`${what} in ${where}`, own, other('polars'), 1.1),
      against(`${what} in ${where}`, own, other('pandas'), 0.5),
    ];
    return [...claims('Parquet', files), ...claims('the warehouse', tables)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
