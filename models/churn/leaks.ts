import { rocAuc } from '../../src/stats/evaluate/roc-auc.js';
import type { Table } from '../../src/table.js';
import type { Given } from '../tree/index.js';
import type { Examples } from './examples.js';
import { lateDatesOf } from './late-dates.js';
import type { ChurnOptions } from './options.js';
import { logistic } from './rival/logistic.js';

/** A column that tells more than can have been known before. */
export interface Leak {
  column: string;
  /** The area under the curve of this column alone; null of dates, by which nobody predicts. */
  auc: number | null;
  /** By how much the area of all columns together falls without it. */
  gain: number | null;
  why: string;
  /** Somebody said that it may. */
  allowed: boolean;
}

/** One column alone above this tells what came, not what was known before. */
const tooGood = 0.95;

/**
 * So does one with which the area rises by this much, and what it lacks of 1 is halved, though all others together tell a good deal already; only the strongest few
 * are asked.
 */
const [tooMuch, good, asked] = [0.1, 0.7, 3];

/** So many rows show a difference as great as that. */
const enough = 8000;

/** The columns that seem to know the future: by their dates, by themselves, or beside the others. */
export function leaksOf(features: Table, examples: Examples, options: ChurnOptions): Leak[] {
  const areas = examples.given
    .map(one => ({ column: one.name, auc: areaOf(one, examples) }))
    .sort((a, b) => b.auc - a.auc);
  const alone = areas
    .filter(({ auc }) => auc > tooGood)
    .map(({ column, auc }) => ({ column, auc, gain: null, why: `by itself it has an area of ${auc.toFixed(3)}` }));
  const found = alone.length > 0 ? alone : suspectsOf(areas, examples, options);
  const late = lateDatesOf(features, examples).map(one => ({ ...one, auc: null, gain: null }));
  return [...late, ...found].map(one => ({ ...one, allowed: options.allow_leak.includes(one.column) }));
}

interface Area {
  column: string;
  auc: number;
}

function suspectsOf(areas: Area[], examples: Examples, options: ChurnOptions): Omit<Leak, 'allowed'>[] {
  const suspects = areas.filter(({ auc }) => auc >= good).slice(0, asked);
  if (suspects.length === 0) return [];
  const all = judgedArea(examples, options);
  return suspects.flatMap(({ column, auc }) => {
    const others = judgedArea({ ...examples, given: examples.given.filter(({ name }) => name !== column) }, options);
    const gain = all - others;
    const why = `with it all columns together have an area of ${all.toFixed(3)}, without it ${others.toFixed(3)}`;
    const isHalved = (1 - all) * 2 <= 1 - others;
    return others >= good && gain >= tooMuch && isHalved ? [{ column, auc, gain, why }] : [];
  });
}

/** The area of a logistic regression on what is held out, else on what it has learnt from. */
function judgedArea(examples: Examples, options: ChurnOptions): number {
  const every = Math.ceil(examples.learnt.length / enough);
  const learnt = logistic.learn({ ...examples, learnt: examples.learnt.filter((_, at) => at % every === 0) }, options);
  const rows = examples.held.length > 0 ? examples.held : examples.learnt;
  if (!learnt) return 0.5;
  const labels = Uint8Array.from(rows, row => examples.labels[row] as number);
  return rocAuc(labels, logistic.probabilities(learnt, examples, rows))?.auc ?? 0.5;
}

/** Of a number its values, of words how often they were positive on every other row, judged on the rows between; no value is a word of its own, and the least number. */
function areaOf({ kind, values }: Given, { labels, learnt }: Examples): number {
  if (kind === 'number') {
    const there = learnt.filter(row => !Number.isNaN(values[row]));
    const least = there.reduce((low, row) => Math.min(low, values[row] as number), 0) - 1;
    return area(labels, learnt, row => (Number.isNaN(values[row]) ? least : (values[row] as number)));
  }
  const shares = new Map<number, { rows: number; positives: number }>();
  for (const row of learnt.filter((_, at) => at % 2 === 0)) {
    const own = shares.get(values[row] as number) ?? { rows: 0, positives: 0 };
    shares.set(values[row] as number, { rows: own.rows + 1, positives: own.positives + (labels[row] as number) });
  }
  const share = (row: number) => {
    const own = shares.get(values[row] as number);
    return own ? own.positives / own.rows : 0;
  };
  return area(
    labels,
    learnt.filter((_, at) => at % 2 === 1),
    share,
  );
}

function area(labels: Uint8Array, rows: Uint32Array, score: (row: number) => number): number {
  const found = rocAuc(
    Uint8Array.from(rows, row => labels[row] as number),
    Float64Array.from(rows, score),
  );
  return found ? Math.max(found.auc, 1 - found.auc) : 0.5;
}
