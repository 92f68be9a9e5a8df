import { count } from '../../src/count.js';
import { type Axis, axes } from './axis.js';
import type { FittedAxis, RfmFitted } from './fit.js';
import { scoreOfBin } from './score.js';

/** What the data did not suffice for, one sentence a line; nothing when every score of every axis is in use. */
export function sufficiency(fitted: RfmFitted): string[] {
  if (fitted.customers === 0) {
    return [
      'no customer has an order and a positive monetary value up to the as-of date: there are no cut-offs and no scores',
    ];
  }
  return axes.flatMap(axis => axisSentences(axis, fitted.axes[axis], fitted.customers));
}

function axisSentences(axis: Axis, { bins, customers, distinct }: FittedAxis, total: number): string[] {
  const who = total === 1 ? 'there is one customer' : `all ${count(total, 'customer')} have the same value`;
  const used = customers.findIndex(count => count > 0) + 1;
  if (distinct === 1 && customers.filter(count => count > 0).length === 1) {
    return [`${axis}: ${who}, so score ${scoreOfBin(axis, bins, used)} of ${bins}`];
  }
  const empty = customers.flatMap((count, index) => (count === 0 ? [scoreOfBin(axis, bins, index + 1)] : []));
  if (empty.length === 0) return [];
  return [
    `${axis}: nobody has score ${empty.sort((a, b) => a - b).join(', ')} of ${bins} (${distinct} distinct values)`,
  ];
}
