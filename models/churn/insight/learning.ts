import { rocAuc } from '../../../src/stats/evaluate/roc-auc.js';
import { random } from '../../../src/stats/random.js';
import { shuffle } from '../../../src/stats/shuffle.js';
import type { Examples } from '../examples.js';
import type { ChurnOptions } from '../options.js';
import { rivalOf } from '../rival/rivals.js';
import type { Chosen } from './judge.js';

/** How well a model that has learnt from so many examples tells who is positive, on the same rows held out. */
export interface LearningPoint {
  examples: number;
  auc: number | null;
  auc_low: number | null;
  auc_high: number | null;
}

const shares = [0.05, 0.1, 0.2, 0.4, 0.7, 1];

/** Learning again from more than this takes long and tells little. */
const most = 50_000;

/** The area by growing shares of the examples, each within the next, drawn by the seed. */
export function learningOf(
  { name, learnt: all }: Pick<Chosen, 'name' | 'learnt'>,
  examples: Examples,
  rows: Uint32Array,
  options: ChurnOptions,
): LearningPoint[] {
  const order = shuffle(examples.learnt.slice(), random(options.seed).uniform);
  const labels = Uint8Array.from(rows, row => examples.labels[row] as number);
  return shares.flatMap(share => {
    const count = Math.round(order.length * share);
    if (count > most && share < 1) return [];
    const some = () => rivalOf(name).learn({ ...examples, learnt: order.slice(0, count).sort() }, options);
    const learnt = share === 1 ? all : count > 0 ? some() : undefined;
    if (learnt === undefined) return [];
    const found = rocAuc(labels, rivalOf(name).probabilities(learnt, examples, rows));
    return [{ examples: count, auc: found?.auc ?? null, auc_low: found?.low ?? null, auc_high: found?.high ?? null }];
  });
}
