import { identifier, literal } from '../../../src/engine/engine.js';
import type { BoostedNode } from '../../../src/stats/boosting/boosted-node.js';
import { goesLeft } from '../../../src/stats/trees/tree.js';
import { double } from '../../double.js';
import type { Predictor } from '../../tree/index.js';

/** A leaf of a boosted tree: what it adds to the log-odds, and what each question on the way changed of that, by the number of its column. */
export interface BoostedLeaf {
  value: number;
  changes: Map<number, number>;
}

/** The leaves of a boosted tree, from left to right. */
export function boostedLeaves(tree: BoostedNode, changes = new Map<number, number>()): BoostedLeaf[] {
  const { split, value } = tree;
  if (!split) return [{ value, changes }];
  return [split.left, split.right].flatMap(side => {
    const own = (changes.get(split.column) ?? 0) + side.value - value;
    return boostedLeaves(side, new Map(changes).set(split.column, own));
  });
}

/** The changes on the way of coded values to their leaf: those of `boostedLeaves`. */
export function changesOnWay(tree: BoostedNode, values: ArrayLike<number>): Map<number, number> {
  const changes = new Map<number, number>();
  let node = tree;
  while (node.split) {
    const side = goesLeft(node.split, values) ? node.split.left : node.split.right;
    changes.set(node.split.column, (changes.get(node.split.column) ?? 0) + side.value - node.value);
    node = side;
  }
  return changes;
}

/** The number of the leaf that a row comes to, from 0, as one `case` within another over the columns. */
export function leafNumberSql(tree: BoostedNode, predictors: readonly Predictor[], from = 0): string {
  const { split } = tree;
  if (!split) return String(from);
  const left = leafNumberSql(split.left, predictors, from);
  const right = leafNumberSql(split.right, predictors, from + boostedLeaves(split.left).length);
  return `case when ${goesLeftSql(split, predictors[split.column] as Predictor)} then ${left} else ${right} end`;
}

/** A word that the split does not know goes where a missing value goes. */
function goesLeftSql(
  { threshold, categories, missing }: NonNullable<BoostedNode['split']>,
  { name, levels }: Predictor,
): string {
  const column = identifier(name);
  const orMissing = missing === 'left' ? ` or ${column} is null` : '';
  if (!categories) return `cast(${column} as double) <= ${double(threshold as number)}${orMissing}`;
  const side = (code: number) => (['left', 'right'] as const).find(one => categories[one].includes(code)) ?? missing;
  const words = (wanted: string) => levels.filter((_, code) => side(code) === wanted).map(literal);
  const isOpen = side(levels.length) === 'left';
  const list = words(isOpen ? 'right' : 'left').join(', ');
  if (list === '') return isOpen ? `${column} is not null${orMissing}` : `false${orMissing}`;
  return `${column} ${isOpen ? 'not in' : 'in'} (${list})${orMissing}`;
}
