import type { Groups } from './groups.js';
import type { Task } from './task.js';

/** Rows of each class on each side before any group has moved. */
export interface Start {
  missing: 'left' | 'right' | undefined;
  left: Float64Array;
  right: Float64Array;
}

/** Every row on the right, those without a value first there and then on the left, or not there at all. */
export function startsOf({ missing, hasMissing }: Groups, counts: ArrayLike<number>, { isDirected }: Task): Start[] {
  const none = () => new Float64Array(counts.length);
  const all = Float64Array.from(counts);
  if (!hasMissing) return [{ missing: undefined, left: none(), right: all }];
  const there = all.map((count, own) => count - (missing[own] as number));
  if (!isDirected) return [{ missing: undefined, left: none(), right: there }];
  return [
    { missing: 'right', left: none(), right: all },
    { missing: 'left', left: Float64Array.from(missing), right: there },
  ];
}

export function total(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
