import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from './python.js';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

type What = 'tree' | 'boosting' | 'logistic';
type Library = 'lightgbm' | 'scikit-learn';

interface Contest {
  what: What;
  rows: number;
  rival: Library | 'ml-cart';
  /** Median over median at most. */
  target: number;
  rounds: number;
}

/** Both rivals of the tree at 33,000 rows: the better one counts. ml-cart is slow beyond all patience on more rows than these. */
const contests: Contest[] = [
  { what: 'tree', rows: 5_000, rival: 'ml-cart', target: 0.02, rounds: 1 },
  { what: 'tree', rows: 5_000, rival: 'scikit-learn', target: 1, rounds: 7 },
  { what: 'tree', rows: 33_000, rival: 'lightgbm', target: 1, rounds: 7 },
  { what: 'tree', rows: 33_000, rival: 'scikit-learn', target: 1, rounds: 7 },
  { what: 'boosting', rows: 33_000, rival: 'lightgbm', target: 1, rounds: 5 },
  { what: 'logistic', rows: 33_000, rival: 'scikit-learn', target: 1, rounds: 5 },
  { what: 'tree', rows: 1_000_000, rival: 'lightgbm', target: 0.35, rounds: 3 },
  { what: 'tree', rows: 1_000_000, rival: 'scikit-learn', target: 0.03, rounds: 1 },
  { what: 'boosting', rows: 1_000_000, rival: 'lightgbm', target: 1, rounds: 3 },
  { what: 'logistic', rows: 1_000_000, rival: 'scikit-learn', target: 1, rounds: 3 },
];

const scored = 1_000_000;
const heldOut = 50_000;
/** How far our AUC on rows held out may lie below the rival's. */
const tolerance = 0.002;

/**
 * Models of a yes or no over 20 columns, in memory, on two threads: a tree of 31 leaves, 100 boosted trees, a logistic regression. On 50,000 rows held out ours
 * must not lie more than .002 below the rival by AUC. And the scores of a million customers by SQL, beside the same row by row.
 */
export function trees(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [...new Set(contests.map(one => one.rows))].flatMap(rows => {
      const file = join(folder, String(rows));
      race([{ name: 'data', command: ['node', 'bench/trees-data.mjs', file, String(rows + heldOut)] }], 1);
      const fitted = contests.filter(one => one.rows === rows).map(contest => claim(contest, file));
      return rows < scored ? fitted : [...fitted, ...scoring(file)];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function claim({ what, rows, rival, target, rounds }: Contest, file: string): Claim {
  const given = [file, String(rows)];
  const ours = { name: 'ours', command: ['node', 'bench/trees-ours.mjs', ...given, what], isTimedInside: true };
  const command =
    rival === 'ml-cart'
      ? ['node', 'bench/trees-ml.mjs', ...given]
      : ['python3', 'bench/trees_python.py', ...given, what, rival];
  const isThere = rival === 'ml-cart' || pythonWith('scikit-learn', rival) !== undefined;
  const [own, other] = race([ours, ...(isThere ? [{ name: rival, command, isTimedInside: true }] : [])], rounds);
  const title = `${names[what]}, ${rows.toLocaleString('en')} × 20`;
  if (!other) return against(title, own as Figures, `${rival}: it is not installed`, target);
  const [auc, theirs] = [own as Figures, other].map(({ output }) => (JSON.parse(output) as { auc?: number }).auc);
  const words = [auc, theirs].map(one => (one === undefined ? 'none' : one.toFixed(4)));
  const row = against(`${title}, AUC ${words[0]}, theirs ${words[1]}`, own as Figures, other, target);
  process.stderr.write(`${row.what}: ${row.ours}; ${row.rival}; ${row.measured}\n`);
  return (auc as number) < (theirs ?? 0) - tolerance ? { ...row, verdict: 'not reached: a lower AUC' } : row;
}

/** Scores, classes and reasons of churn's models, learnt from 33,000 of the rows; SQL must give what TypeScript does. */
function scoring(file: string): Claim[] {
  const command = (...words: string[]) => ['node', 'bench/scoring-ours.mjs', file, String(scored), ...words];
  race([{ name: 'learn', command: command('learn') }], 1);
  return (['tree', 'logistic', 'boosting'] as const).map(what => {
    const [own, other] = race(
      [
        { name: 'SQL', command: command(what, 'sql'), isTimedInside: true },
        { name: 'ours in TypeScript, row by row', command: command(what, 'rows'), isTimedInside: true },
      ],
      1,
    ) as [Figures, Figures];
    const row = against(`scores and reasons of a million customers in SQL, ${what}`, own, other);
    process.stderr.write(`${row.what}: ${row.ours}; ${row.rival}; ${row.measured}\n`);
    const { differing } = JSON.parse(own.output) as { differing: number };
    return differing > 0 ? { ...row, verdict: `not equal: ${differing} of 10,000 rows differ` } : row;
  });
}

const names: Record<What, string> = { tree: 'tree', boosting: '100 boosted trees', logistic: 'logistic regression' };
