import type { Groups } from './groups.js';
import { startsOf, total } from './starts.js';
import type { Split, Task } from './task.js';

/** Up to so many categories at a node every division of them is tried where there are more than two classes. */
export const fewCategories = 10;

/**
 * The groups in the orders in which cuts are looked for: of two classes by the share of the second, where the best cut is the best of all divisions
 * (Breiman et al. 1984, theorem 4.5); of more by the share of each class in turn, which need not find the best.
 */
export function classOrders({ length, counts }: Groups, { weights }: Task): Uint32Array[] {
  const classes = weights.length;
  const share = (group: number, wanted: number) => {
    let sum = 0;
    for (let own = 0; own < classes; own++) sum += (counts[group * classes + own] as number) * (weights[own] as number);
    return ((counts[group * classes + wanted] as number) * (weights[wanted] as number)) / sum;
  };
  const wanted = classes === 2 ? [1] : Array.from(weights.keys());
  return wanted.map(own => {
    const shares = Float64Array.from({ length }, (_, group) => share(group, own));
    return Uint32Array.from({ length }, (_, group) => group).sort(
      (a, b) => (shares[a] as number) - (shares[b] as number) || a - b,
    );
  });
}

/** The best of all divisions; the last group is always on the right, so none is tried twice. */
export function bestOfSubsets(groups: Groups, all: ArrayLike<number>, task: Task): Omit<Split, 'column'> {
  const { weights, purity, minLeaf } = task;
  const best: Omit<Split, 'column'> = { below: -1, above: -1, missing: 'left', decrease: 0 };
  for (const start of startsOf(groups, all, task)) {
    const whole = start.left.map((one, own) => one + (start.right[own] as number));
    const before = purity.of(whole, weights);
    for (let subset = 1; subset < 2 ** (groups.length - 1); subset++) {
      const left = start.left.map((one, own) => one + inSubset(groups, subset, own, weights.length));
      const right = whole.map((one, own) => one - (left[own] as number));
      const [onLeft, onRight] = [total(left), total(right)];
      if (onLeft < minLeaf || onRight < minLeaf) continue;
      const decrease = purity.of(left, weights) + purity.of(right, weights) - before;
      if (!(decrease > best.decrease)) continue;
      best.decrease = decrease;
      best.missing = start.missing ?? (onLeft >= onRight ? 'left' : 'right');
      best.categories = { left: codesIn(groups, subset, 1), right: codesIn(groups, subset, 0) };
    }
  }
  return best;
}

function inSubset({ length, counts }: Groups, subset: number, own: number, classes: number): number {
  let sum = 0;
  for (let group = 0; group < length; group++)
    if ((subset >> group) & 1) sum += counts[group * classes + own] as number;
  return sum;
}

function codesIn({ length, codes }: Groups, subset: number, wanted: 0 | 1): number[] {
  return Array.from(codes.subarray(0, length)).filter((_, group) => ((subset >> group) & 1) === wanted);
}
