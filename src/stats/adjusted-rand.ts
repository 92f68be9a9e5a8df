/**
 * How far two partitions of the same rows agree, chance taken off (Hubert & Arabie 1985): 1 for the same partition whatever its
 * numbers, about 0 for unrelated ones. Throws a RangeError when the labels are not equally many.
 *
 * @example adjustedRand([0, 0, 1, 1], [0, 0, 1, 2]) // 0.5714285714285714, as scikit-learn has it
 */
export function adjustedRand(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) throw new RangeError(`${left.length} labels against ${right.length}`);
  const cells = new Map<number, Map<number, number>>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let at = 0; at < left.length; at++) {
    const [a, b] = [left[at] as number, right[at] as number];
    const row = cells.get(a) ?? new Map<number, number>();
    cells.set(a, row);
    count(row, b);
    count(rows, a);
    count(columns, b);
  }
  const both = [...cells.values()].reduce((sum, row) => sum + pairsIn(row), 0);
  const [inLeft, inRight] = [pairsIn(rows), pairsIn(columns)];
  const all = pairs(left.length);
  const mean = (inLeft + inRight) / 2;
  const expected = all === 0 ? 0 : (inLeft * inRight) / all;
  return mean === expected ? 1 : (both - expected) / (mean - expected);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const pairs = (size: number) => (size * (size - 1)) / 2;

function pairsIn(counts: Map<unknown, number>): number {
  let sum = 0;
  for (const size of counts.values()) sum += pairs(size);
  return sum;
}
