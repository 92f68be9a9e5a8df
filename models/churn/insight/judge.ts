import type { Columns } from '../../../src/stats/value-order.js';
import { type Calibrator, published } from '../calibration/calibrator.js';
import type { Examples } from '../examples.js';
import { type RivalName, rivalOf } from '../rival/rivals.js';

/** Who scores, as it is published. */
export interface Chosen {
  name: RivalName;
  learnt: unknown;
  calibrator: Calibrator;
}

/** So many rows show what columns do; more, evenly spaced, are not asked. */
const enough = 2000;

/** Some of the rows, at equal distances, by their columns, and how they are scored when columns change. */
export function judge({ name, learnt, calibrator }: Chosen, examples: Examples, rows: Uint32Array) {
  const step = Math.max(1, Math.ceil(rows.length / enough));
  const asked = rows.filter((_, at) => at % step === 0);
  const columns: Columns = examples.given.map(({ values }) => Float64Array.from(asked, row => values[row] as number));
  const numbers = Uint32Array.from(asked, (_, at) => at);
  const labels = Uint8Array.from(asked, row => examples.labels[row] as number);
  const predict = (changed: Columns) => {
    const given = examples.given.map((one, at) => ({ ...one, values: changed[at] as Float64Array }));
    const scores = rivalOf(name).probabilities(learnt, { ...examples, given, labels }, numbers);
    return scores.map(score => published(calibrator, score));
  };
  return { columns, labels, predict };
}
