import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.js';
import type { Claim } from './results.js';

/** Medians of one question in milliseconds. */
interface Times {
  ours: number;
  aggregated: number;
  rival: number;
  planning: number;
}

/** Ten questions against the SQL that an analyst writes for each, on the same file, in turn; both must answer the same number of rows, and aggregates the very same figures. */
export function cubes(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    node('bench/cubes-data.mjs', folder);
    const times = JSON.parse(node('bench/cubes-race.mjs', folder)) as { first: Times; again: Times }[];
    const first = times.map(one => one.first);
    const again = times.map(one => one.again);
    const planning = Math.max(...first.map(one => one.planning));
    return [
      ...claims('ten dashboard questions to a cube of 10 million sales', 'asked again', again),
      ...claims('the same', 'asked for the first time of an open warehouse', first),
      {
        what: 'planning one of them for the first time, the slowest',
        ours: `${planning.toFixed(2)} ms`,
        rival: 'none',
        measured: `${planning.toFixed(2)} ms`,
        target: '≤ 5 ms',
        verdict: planning <= 5 ? 'reached' : 'not reached',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function claims(what: string, when: string, times: Times[]): Claim[] {
  const seconds = (of: keyof Times) =>
    `${(times.reduce((sum, one) => sum + one[of], 0) / 1000).toFixed(3)} s for all ten`;
  const rival = when === 'asked again' ? 'hand-written SQL, prepared' : 'hand-written SQL';
  return [
    {
      what: `${what}, ${when}, no aggregates`,
      ours: seconds('ours'),
      rival: `DuckDB, ${rival}: ${seconds('rival')}`,
      ...ratio(
        times.map(one => one.ours / one.rival),
        1.15,
      ),
    },
    {
      what: `${what}, ${when}, from six aggregates that its file declares`,
      ours: seconds('aggregated'),
      rival: `ours from the facts: ${seconds('ours')}`,
      ...ratio(
        times.map(one => one.aggregated / one.ours),
        0.1,
      ),
    },
  ];
}

function ratio(ratios: number[], most: number): Pick<Claim, 'measured' | 'target' | 'verdict'> {
  const middle = median(ratios);
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)].map(one => one.toFixed(3));
  return {
    measured: `${middle.toFixed(3)} (${least}–${greatest} by question)`,
    target: `≤ ${most}`,
    verdict: middle <= most ? 'reached' : 'not reached',
  };
}

function node(...words: string[]): string {
  return execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
