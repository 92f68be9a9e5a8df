import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

const sources = '../shared/data';
const retail = `${sources}/fimi/retail.dat.gz`;
const chess = `${sources}/fimi/chess.dat.gz`;
const groceries = `${sources}/groceries/groceries_baskets.parquet`;

/** What is asked of both sides: `rounds` within a process, of which the last counts; Borgelt's C by the algorithm that was quickest at it. */
const races = [
  { what: 'retail .1 %', source: retail, support: 0.001, task: 'list', rounds: 1, algorithm: 'eclat', most: 0.5 },
  { what: 'retail .05 %', source: retail, support: 0.0005, task: 'list', rounds: 1, algorithm: 'eclat', most: 0.5 },
  {
    what: 'Groceries .001, rules at .5, warm',
    source: groceries,
    support: 0.001,
    task: 'rules',
    rounds: 20,
    algorithm: 'fpgrowth',
    most: 1,
  },
  {
    what: 'chess 60 %, only counted',
    source: chess,
    support: 0.6,
    task: 'count',
    rounds: 5,
    algorithm: 'sam',
    most: 1,
  },
  {
    what: 'chess 50 %, only counted',
    source: chess,
    support: 0.5,
    task: 'count',
    rounds: 5,
    algorithm: 'sam',
    most: 1,
  },
  { what: 'chess 60 %, listed', source: chess, support: 0.6, task: 'list', rounds: 5, algorithm: 'relim' },
] as const;

const slow = [
  { ...races[0], most: 0.05 },
  { ...races[2], most: 0.1 },
];

/** Frequent itemsets and rules in memory, against Borgelt's C (pyfim) and against mlxtend. How many there are must agree. */
export function itemsets(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [
      ...races.map(one => claim(folder, one, 'pyfim', [one.rounds, one.algorithm])),
      ...slow.map(one => claim(folder, one, 'mlxtend', [])),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Race = (typeof races)[number] | (typeof slow)[number];

function claim(folder: string, one: Race, rival: 'pyfim' | 'mlxtend', words: (string | number)[]): Claim {
  const { source, support, task, rounds } = one;
  const what = `itemsets, ${one.what}`;
  if (!existsSync(source)) return notRun(what, `${source} is absent`);
  const file = join(folder, 'baskets');
  race([{ name: 'data', command: ['node', 'bench/itemsets-data.mjs', source, file] }], 1);
  const given = [file, String(support), task];
  const runners = [{ name: 'ours', command: ['node', 'bench/itemsets-ours.mjs', ...given, String(rounds)] }];
  const isThere = pythonWith(rival) !== undefined;
  if (isThere)
    runners.push({ name: rival, command: ['python3', `bench/itemsets_${rival}.py`, ...given, ...words.map(String)] });
  const [own, other] = agreeing(runners) as [Figures, Figures | undefined];
  return against(what, own, other ?? `${rival}: it is not installed`, 'most' in one ? one.most : undefined);
}

function notRun(what: string, why: string): Claim {
  return { what, ours: why, rival: '', measured: '', target: '', verdict: 'not run' };
}

/** Throws where they find different numbers of sets or rules. */
function agreeing(runners: { name: string; command: string[] }[]): Figures[] {
  const found = race(
    runners.map(runner => ({ ...runner, isTimedInside: true })),
    5,
  );
  const counts = found.map(({ output }) => (JSON.parse(output) as { found: number }).found);
  if (new Set(counts).size > 1)
    throw new Error(`not the same: ${found.map(({ name, output }) => `${name} ${output}`).join(', ')}`);
  return found;
}
