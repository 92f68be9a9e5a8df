import { double } from '../../double.js';
import { positivesOf } from '../examples.js';
import { noReasons } from './reasons.js';
import type { Rival } from './rival.js';

/** The class share: everybody is as likely as all are. It must be beaten. */
export const share: Rival<number> = {
  learn: ({ labels, learnt }) => (learnt.length > 0 ? positivesOf(labels, learnt) / learnt.length : undefined),
  probability: learnt => learnt,
  probabilities: (learnt, _, rows) => new Float64Array(rows.length).fill(learnt),
  sql: learnt => ({ steps: [], score: double(learnt) }),
  base: learnt => learnt,
  parts: () => [],
  reasons: () => ({ steps: [], texts: noReasons }),
};
