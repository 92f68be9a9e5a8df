import { count } from '../../src/count.js';
import type { Sequences } from '../../src/stats/sequences/sequences.js';
import type { Words } from '../model.js';

const definitions = [
  'sequence: elements that follow each other later in time, each a set of items that a customer had at one time; how often a customer has it does not matter',
  'support: the share of the customers who have the sequence',
  'rule: who has the elements of the left side one after the other has the right one later',
  'confidence: the share of the customers with the left side who have the right one later',
  'lift: confidence divided by the share of all customers who have the right side at any time',
];

/** What the numbers mean, and what is missing. */
export function sequencesWords(
  { n, counts, complete, reason, lengthReached, minimumCount }: Sequences,
  rules: number,
): Words {
  const cut = `sequences of more than ${count(lengthReached, 'item')} are missing: the search met its limit of ${reason}`;
  const longer = `there are sequences of more than ${count(lengthReached, 'item')}, which are missing; raise the length for them`;
  return {
    definitions,
    warnings: [
      ...(n === 0 ? ['there are no events, so nothing follows anything'] : []),
      ...(complete || reason === 'length' ? [] : [cut]),
    ],
    notes: [
      `${count(counts.length, 'sequence')} of at least ${minimumCount.toLocaleString('en-US')} of ${count(n, 'customer')}, and ${count(rules, 'rule')} of ${counts.length === 1 ? 'it' : 'them'}`,
      ...(reason === 'length' ? [longer] : []),
    ],
  };
}
