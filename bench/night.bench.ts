import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const days = resolve('..', 'shared', 'data', 'online-retail', 'by-day');
const program = ['node', 'dist/bundle/main.js', 'run', '--quiet'];
const first = 'the first run of everything';

/** A night that brings one more day, against the first run of everything; with `--long` also for ten million lines, which takes minutes. */
export function night(isLong: boolean): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [...(existsSync(days) ? [oneDayMore(folder)] : []), ...(isLong ? tenMillion(folder) : [])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last day of Online Retail after all others. */
function oneDayMore(folder: string): Claim {
  const files = readdirSync(days).sort();
  const [last = ''] = files.slice(-1);
  const data = join(folder, 'data', 'online-retail', 'by-day');
  mkdirSync(data, { recursive: true });
  for (const file of files.filter(one => one !== last)) symlinkSync(join(days, file), join(data, file));
  const run = (state: string) => [
    ...[...program, '-p', 'fixtures/online-retail', '--set', `data=${join(folder, 'data')}`],
    ...['--state', join(folder, state)],
  ];
  race([{ name: 'before', command: run('before') }], 1);
  symlinkSync(join(days, last), join(data, last));
  const [own, whole] = race(
    [
      { name: 'the night', command: run('state'), before: () => anew(folder, 'before') },
      { name: first, command: run('state'), before: () => anew(folder) },
    ],
    5,
  ) as [Figures, Figures];
  return against('one day more after 304 days, of 541,909 records', own, whole, 0.25);
}

/** One day of 10,000 lines more for a company that has ten million; the first of a month gives every customer a row of that month. */
function tenMillion(folder: string): Claim[] {
  const company = join(folder, 'company');
  const run = (state: string) => [...program, '-p', company, '--state', join(folder, state)];
  race([{ name: 'data', command: ['node', 'bench/night-data.mjs', company, '10000000'] }], 1);
  race([{ name: 'before', command: run('before') }], 1);
  const bring = (day: string, from?: string) => () => {
    anew(folder, from);
    copyFileSync(join(company, 'next', `orders-${day}.parquet`), join(company, 'orders-day.parquet'));
  };
  const [own, begun, whole] = race(
    [
      { name: 'the night', command: run('state'), before: bring('2023-12-31', 'before') },
      { name: 'the night', command: run('state'), before: bring('2024-01-01', 'before') },
      { name: first, command: run('state'), before: bring('2023-12-31') },
    ],
    3,
  ) as [Figures, Figures, Figures];
  return [
    against('a day of 10,000 lines more after 10 million', own, whole, 0.1),
    against('the same where that day begins a month', begun, whole, 0.1),
  ];
}

/** Leaves a copy of that state, or none, where the next run has its own. */
function anew(folder: string, from?: string) {
  rmSync(join(folder, 'state'), { recursive: true, force: true });
  if (from) cpSync(join(folder, from), join(folder, 'state'), { recursive: true, verbatimSymlinks: true });
}
