import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figures, race } from './race.js';
import { type Claim, reported } from './results.js';

/** The whole segment model of 1 million customers out of a generated warehouse: features, fit with its choice of k and its description, score, profile. */
export function segments(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const file = join(folder, 'warehouse.duckdb');
  try {
    race([{ name: 'data', command: ['node', 'bench/segments-data.mjs', file] }], 1);
    const [own] = race([{ name: 'ours', command: ['node', 'bench/segments-ours.mjs', file] }], 3) as [Figures];
    const { parts, customers, k } = JSON.parse(own.output) as {
      parts: Record<string, number>;
      customers: number;
      k: number;
    };
    const told = Object.entries(parts).map(([part, seconds]) => `${part} ${seconds.toFixed(2)} s`);
    const what = `segments of ${customers.toLocaleString('en')} customers out of the warehouse, ${k} found among 2 to 12`;
    return [reported(what, own, `of the last round: ${told.join(', ')}`)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
