import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const shapes = [
  [1_000_000, 5, 8],
  [1_000_000, 5, 3],
  [1_000_000, 5, 20],
  [1_000_000, 2, 8],
  [300_000, 12, 8],
  [100_000, 40, 8],
] as const;

/**
 * k-means from the same start, iterated until nothing moves, in memory: ours and scikit-learn on two threads and on one, and ours
 * against ml-kmeans at 100,000 rows. The sums of squares must agree.
 */
export function kmeans(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const file = join(folder, 'points');
  const isThere = pythonWith('scikit-learn') !== undefined;
  const absent = 'scikit-learn: it is not installed';
  const ratio = (shape: readonly number[], isFirst: boolean) => {
    const sizes = shape.map(String);
    race([{ name: 'data', command: ['node', 'bench/kmeans-data.mjs', file, ...sizes] }], 1);
    const on = (threads: number) => [file, ...sizes, String(threads)];
    const [two, one, theirTwo, theirOne] = agreeing([
      ...[2, 1].map(threads => ({ name: 'ours', command: ['node', 'bench/kmeans-ours.mjs', ...on(threads)] })),
      ...(isThere ? [2, 1] : []).map(threads => ({
        name: `scikit-learn, threads: ${threads}`,
        command: ['python3', 'bench/kmeans_sklearn.py', ...on(threads)],
      })),
    ]) as [Figures, Figures, Figures | undefined, Figures | undefined];
    const [rows = 0, columns, k] = shape;
    const what = `k-means, ${rows.toLocaleString('en')} × ${columns}, k = ${k}, same start`;
    const [wide, narrow] = isFirst ? [0.6, 1] : [];
    return [
      against(`${what}, two threads`, two, theirTwo ?? absent, wide),
      against(`${what}, one thread`, one, theirTwo ?? absent, narrow),
      against(`${what}, one thread`, one, theirOne ?? absent),
    ];
  };
  try {
    const claims = shapes.flatMap((shape, at) => ratio(shape, at === 0));
    const small = ['100000', '5', '8'];
    race([{ name: 'data', command: ['node', 'bench/kmeans-data.mjs', file, ...small] }], 1);
    const [own, ml] = agreeing(
      ['ours', 'ml'].map(name => ({
        name: name === 'ml' ? 'ml-kmeans' : name,
        command: ['node', `bench/kmeans-${name}.mjs`, file, ...small],
      })),
    ) as [Figures, Figures];
    return [
      ...claims,
      against('k-means, 100,000 × 5, k = 8, same start', own, ml, 0.1),
      ...withMissing(file, isThere ? undefined : absent),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One value in 51 is missing: filled by the median of its column, or found and refused. */
function withMissing(file: string, absent: string | undefined): Claim[] {
  const sizes = ['1000000', '5', '8'];
  race([{ name: 'data', command: ['node', 'bench/kmeans-data.mjs', file, ...sizes] }], 1);
  return [
    ['median', 'filled by the median'],
    ['refuse', 'refused'],
  ].map(([rule = '', words]) => {
    const runners = [
      { name: 'ours', command: ['node', 'bench/kmeans-missing-ours.mjs', file, ...sizes, rule] },
      { name: 'scikit-learn', command: ['python3', 'bench/kmeans_missing_sklearn.py', file, ...sizes, rule] },
    ];
    const [own, other] = agreeing(absent ? runners.slice(0, 1) : runners) as [Figures, Figures | undefined];
    return against(`k-means, 1,000,000 × 5, k = 8, missing values ${words}`, own, other ?? (absent as string));
  });
}

/** Throws where the sums of squares differ by more than rounding. */
function agreeing(runners: Parameters<typeof race>[0]): Figures[] {
  const found = race(
    runners.map(runner => ({ ...runner, isTimedInside: true })),
    5,
  );
  const sums = found.map(({ output }) => (JSON.parse(output) as { sse: number | null }).sse);
  if (sums.some(sum => sum !== sums[0] && !(Math.abs(Number(sum) / Number(sums[0]) - 1) <= 1e-9)))
    throw new Error(`the sums of squares differ: ${found.map(({ name, output }) => `${name} ${output}`).join(', ')}`);
  return found;
}
