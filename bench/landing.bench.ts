import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figures, race } from './race.js';
import { type Claim, within } from './results.js';

const project = 'name: Landing\ncurrency: EUR\nsources:\n  lines: { files: lines.csv }\n';

/** Landing one CSV file of 2 GB, which takes disk and minutes: only with `--long`. Peak memory is the claim, the pace is told. */
export function landing(isLong: boolean): Claim[] {
  if (!isLong) return [];
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    mkdirSync(join(folder, 'project'));
    writeFileSync(join(folder, 'project', 'custometry.yaml'), project);
    const file = join(folder, 'project', 'lines.csv');
    race([{ name: 'data', command: ['node', 'bench/landing-data.mjs', file] }], 1);
    const state = join(folder, 'state');
    const command = ['node', 'dist/bundle/main.js', 'run', '-p', join(folder, 'project'), '--state', state, '--quiet'];
    const before = () => rmSync(state, { recursive: true, force: true });
    const [own] = race([{ name: 'landing', command, before }], 3) as [Figures];
    const pace = statSync(file).size / 2 ** 20 / own.wall;
    return [within(`landing a CSV file of 2 GB, ${pace.toFixed(0)} MB/s`, own, own.peak / 1024, 1, 'GB')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
