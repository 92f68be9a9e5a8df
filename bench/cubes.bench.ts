import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.js';
import type { Claim } from './results.js';

const what = 'ten dashboard questions to a cube of 10 million sales, no aggregates';

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
    const times = JSON.parse(node('bench/cubes-race.mjs', folder)) as Times[];
    const ratios = times.map(({ ours, rival }) => ours / rival);
    const ratio = median(ratios);
    const shares = times.map(({ aggregated, ours }) => aggregated / ours);
    const share = median(shares);
    const seconds = (of: keyof Times) =>
      `${(times.reduce((sum, one) => sum + one[of], 0) / 1000).toFixed(2)} s for all ten`;
    const planning = Math.max(...times.map(one => one.planning));
    const verdict = (holds: boolean) => (holds ? 'reached' : 'not reached');
    return [
      {
        what,
        ours: seconds('ours'),
        rival: `DuckDB, hand-written SQL: ${seconds('rival')}`,
        measured: `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)} by question)`,
        target: '≤ 1.15',
        verdict: verdict(ratio <= 1.15),
      },
      {
        what: 'the same from six aggregates that its file declares',
        ours: seconds('aggregated'),
        rival: `ours from the facts: ${seconds('ours')}`,
        measured: `${share.toFixed(3)} (${Math.min(...shares).toFixed(3)}–${Math.max(...shares).toFixed(3)} by question)`,
        target: '≤ 0.1',
        verdict: verdict(share <= 0.1),
      },
      {
        what: 'planning one of them, the slowest',
        ours: `${planning.toFixed(2)} ms`,
        rival: 'none',
        measured: `${planning.toFixed(2)} ms`,
        target: '≤ 5 ms',
        verdict: verdict(planning <= 5),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(...words: string[]): string {
  return execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
