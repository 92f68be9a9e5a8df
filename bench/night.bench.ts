import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const days = resolve('..', 'shared', 'data', 'online-retail', 'by-day');
const program = ['node', 'dist/bundle/main.js', 'run', '--quiet'];

/** A night that brings one more day, against the first run of everything; with `--long` also for ten million lines, which takes minutes. */
export function night(isLong: boolean): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [...(existsSync(days) ? [oneDayMore(folder)] : []), ...(isLong ? [tenMillion(folder)] : [])];
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
  return compared('one day more after 304 days, of 541,909 records', folder, run, 5);
}

/** One day of 10,000 lines more for a company that has ten million. */
function tenMillion(folder: string): Claim {
  const company = join(folder, 'company');
  const run = (state: string) => [...program, '-p', company, '--state', join(folder, state)];
  race([{ name: 'data', command: ['node', 'bench/night-data.mjs', company, '10000000'] }], 1);
  rmSync(join(folder, 'before'), { recursive: true, force: true });
  race([{ name: 'before', command: run('before') }], 1);
  copyFileSync(join(company, 'next', 'orders-day.parquet'), join(company, 'orders-day.parquet'));
  return compared('a day of 10,000 lines more after 10 million', folder, run, 3, 0.1);
}

function compared(
  what: string,
  folder: string,
  run: (state: string) => string[],
  rounds: number,
  target = 0.25,
): Claim {
  const anew = (from?: string) => () => {
    rmSync(join(folder, 'state'), { recursive: true, force: true });
    if (from) cpSync(join(folder, from), join(folder, 'state'), { recursive: true, verbatimSymlinks: true });
  };
  const [own, first] = race(
    [
      { name: 'the night', command: run('state'), before: anew('before') },
      { name: 'the first run of everything', command: run('state'), before: anew() },
    ],
    rounds,
  ) as [Figures, Figures];
  return against(what, own, first, target);
}
