import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const what = 'RFM of 1 million customers, 10 million lines in Parquet';

/** RFM (feature, fit, score) over one Parquet file against polars and pandas; the customers of every cell must be equal. */
export function rfm(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const at = (name: string) => join(folder, name);
  const clean = (path: string) => () => rmSync(path, { force: true });
  try {
    race([{ name: 'data', command: ['node', 'bench/rfm-data.mjs', at('lines.parquet'), at('customers.parquet')] }], 1);
    const frames = ['pandas', 'polars'].filter(name => pythonWith(name, 'pyarrow'));
    const runners = [
      {
        name: 'ours',
        command: ['node', 'bench/rfm-ours.mjs', at('lines.parquet'), at('customers.parquet'), at('rfm.duckdb')],
        before: clean(at('rfm.duckdb')),
      },
      ...frames.map(name => ({
        name,
        command: ['python3', `bench/rfm_${name}.py`, at('lines.parquet'), at(`${name}.parquet`)],
        before: clean(at(`${name}.parquet`)),
      })),
    ];
    const [own, ...others] = race(runners, 5) as [Figures, ...Figures[]];
    for (const { name, output } of others)
      if (output !== own.output) throw new Error(`${name} counts other customers per cell:\n${output}\n${own.output}`);
    const other = (name: string) => others.find(one => one.name === name) ?? `${name}: it is not installed`;
    return [against(what, own, other('polars'), 1.1), against(what, own, other('pandas'), 0.5)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
