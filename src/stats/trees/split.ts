import { bestOfSubsets, classOrders, fewCategories } from './category-split.js';
import type { Groups } from './groups.js';
import { type Start, startsOf, total } from './starts.js';
import type { Split, Task } from './task.js';

/**
 * Of every cut in every column the one that raises purity most; undefined where none raises it. All counts are whole numbers, so equal cuts are seen
 * to be equal: of them that of the first column, and the lowest. `counts` are of the rows of the node, by class.
 */
export function bestSplit(
  groupsOf: (column: number) => Groups,
  counts: ArrayLike<number>,
  task: Task,
): Split | undefined {
  let best: Split | undefined;
  task.columns.forEach((column, at) => {
    const groups = groupsOf(at);
    if (groups.length < 2) return;
    const found = column.isCategory ? ofCategories(groups, counts, task) : ofOrder(groups, counts, task);
    if (found.decrease > (best?.decrease ?? 0)) best = { ...found, column: at };
  });
  return best;
}

type Found = Omit<Split, 'column'>;

function ofCategories(groups: Groups, counts: ArrayLike<number>, task: Task): Found {
  if (task.weights.length > 2 && groups.length <= fewCategories) return bestOfSubsets(groups, counts, task);
  let best = ofOrder(groups, counts, task, undefined, 0);
  for (const order of classOrders(groups, task)) {
    const found = ofOrder(groups, counts, task, order);
    if (found.decrease <= best.decrease) continue;
    const codes = Array.from(order, place => groups.codes[place] as number);
    const end = codes.indexOf(found.below) + 1;
    best = { ...found, categories: { left: ascending(codes.slice(0, end)), right: ascending(codes.slice(end)) } };
  }
  return best;
}

const ascending = (codes: number[]) => codes.sort((a, b) => a - b);

/** The best cut of so many groups in an order. */
function ofOrder(
  groups: Groups,
  counts: ArrayLike<number>,
  task: Task,
  order?: Uint32Array,
  length = groups.length,
): Found {
  const best: Found = { below: -1, above: -1, missing: 'left', decrease: 0 };
  for (const { missing, left, right } of startsOf(groups, counts, task))
    (task.weights.length === 2 ? scanTwo : scan)(groups, task, { left, right, missing, order, length }, best);
  return best;
}

/** Moves the groups from right to left in their order; what is better than the best takes its place. */
function scan(
  { codes, counts }: Groups,
  { weights, purity, minLeaf }: Task,
  { left, right, missing, order, length }: Start & { order: Uint32Array | undefined; length: number },
  best: Found,
): void {
  const classes = weights.length;
  let [onLeft, onRight] = [total(left), total(right)];
  const before = purity.of(
    left.map((one, own) => one + (right[own] as number)),
    weights,
  );
  for (let at = 0; at + 1 < length; at++) {
    const group = order ? (order[at] as number) : at;
    for (let own = 0; own < classes; own++) {
      const count = counts[group * classes + own] as number;
      onLeft += count;
      onRight -= count;
      left[own] = (left[own] as number) + count;
      right[own] = (right[own] as number) - count;
    }
    if (onLeft < minLeaf || onRight < minLeaf) continue;
    const decrease = purity.of(left, weights) + purity.of(right, weights) - before;
    if (!(decrease > best.decrease)) continue;
    best.decrease = decrease;
    best.below = codes[group] as number;
    best.above = codes[order ? (order[at + 1] as number) : at + 1] as number;
    best.missing = missing ?? (onLeft >= onRight ? 'left' : 'right');
  }
}

/** The same of two classes, in plain numbers. */
function scanTwo(
  { codes, counts }: Groups,
  { weights, purity, minLeaf }: Task,
  { left, right, missing, order, length }: Start & { order: Uint32Array | undefined; length: number },
  best: Found,
): void {
  const [first, second] = [weights[0] as number, weights[1] as number];
  let [a, b, c, d] = [left[0] as number, left[1] as number, right[0] as number, right[1] as number];
  const before = purity.ofTwo((a + c) * first, (b + d) * second);
  for (let at = 0; at + 1 < length; at++) {
    const group = order ? (order[at] as number) : at;
    const [none, some] = [counts[group * 2] as number, counts[group * 2 + 1] as number];
    a += none;
    b += some;
    c -= none;
    d -= some;
    if (a + b < minLeaf || c + d < minLeaf) continue;
    const decrease = purity.ofTwo(a * first, b * second) + purity.ofTwo(c * first, d * second) - before;
    if (!(decrease > best.decrease)) continue;
    best.decrease = decrease;
    best.below = codes[group] as number;
    best.above = codes[order ? (order[at + 1] as number) : at + 1] as number;
    best.missing = missing ?? (a + b >= c + d ? 'left' : 'right');
  }
}
