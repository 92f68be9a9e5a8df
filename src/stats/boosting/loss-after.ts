import { logistic } from '../evaluate/calibration.js';
import { logLoss } from '../evaluate/log-loss.js';
import type { Columns } from '../value-order.js';
import { type BoostedNode, nodeValue } from './boosted-node.js';

/** Tells of each tree in turn what the log-loss on some rows is with it. */
export function lossAfter(columns: Columns, labels: ArrayLike<number>, base: number): (tree: BoostedNode) => number {
  const scores = new Float64Array(labels.length).fill(base);
  return tree => {
    const values = new Float64Array(columns.length);
    for (let row = 0; row < scores.length; row++) {
      for (let at = 0; at < values.length; at++) values[at] = columns[at]?.[row] as number;
      scores[row] = (scores[row] as number) + nodeValue(tree, values);
    }
    return logLoss(labels, scores.map(logistic));
  };
}
