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
  { what: 'tree', rows: 1_000_000, rival: 'lightgbm', target: 0.35, rounds: 5 },
  { what: 'tree', rows: 1_000_000, rival: 'scikit-learn', target: 0.03, rounds: 1 },
  { what: 'boosting', rows: 1_000_000, rival: 'lightgbm', target: 1, rounds: 3 },
  { what: 'logistic', rows: 1_000_000, rival: 'scikit-learn', target: 1, rounds: 3 },
];

const heldOut = 50_000;
/** How far our AUC on rows held out may lie below the rival's. */
const tolerance = 0.002;

/**
 * Models of a yes or no over 20 columns, in memory, on two threads: a tree of 31 leaves, 100 boosted trees, a logistic regression. On 50,000 rows held out ours
 * must not lie more than .002 below the rival by AUC.
 */
export function trees(): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [...new Set(contests.map(one => one.rows))].flatMap(rows => {
      const file = join(folder, String(rows));
      race([{ name: 'data', command: ['node', 'bench/trees-data.mjs', file, String(rows + heldOut)] }], 1);
      return contests.filter(one => one.rows === rows).map(contest => claim(contest, file));
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

const names: Record<What, string> = { tree: 'tree', boosting: '100 boosted trees', logistic: 'logistic regression' };
