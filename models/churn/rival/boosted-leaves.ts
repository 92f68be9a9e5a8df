import { identifier, literal } from '../../../src/engine/engine.js';
import type { BoostedNode } from '../../../src/stats/boosting/boosted-node.js';
import { goesLeft } from '../../../src/stats/trees/tree.js';
import { double } from '../../double.js';
import type { Predictor } from '../../tree/index.js';

/** What each question on the way of coded values to their leaf changes of the log-odds, by the number of its column. */
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
  const right = leafNumberSql(split.right, predictors, from + leavesOf(split.left).length);
  return `case when ${goesLeftSql(split, predictors[split.column] as Predictor)} then ${left} else ${right} end`;
}

/** What the leaf of a number adds to the log-odds. */
export function leafValueSql(tree: BoostedNode, number: string): string {
  const values = leavesOf(tree).map(({ value }) => double(value));
  const whens = values.slice(0, -1).map((value, at) => `when ${at} then ${value}`);
  return whens.length > 0 ? `case ${number} ${whens.join(' ')} else ${values.at(-1)} end` : (values[0] as string);
}

/** What a question changes of the log-odds where it is on the way to the leaf of a number, else 0. */
interface ChangeSql {
  column: number;
  sql: string;
}

/** The changes of `changesOnWay`, one for each question of the tree. */
export function changesSql(tree: BoostedNode, number: string, from = 0, all = leavesOf(tree).length): ChangeSql[] {
  const { split, value } = tree;
  if (!split) return [];
  const { column, left, right } = split;
  const middle = from + leavesOf(left).length;
  const to = middle + leavesOf(right).length;
  const before = from > 0 ? `when ${number} < ${from} then 0e0 ` : '';
  const onLeft = `when ${number} < ${middle} then ${double(left.value - value)}`;
  const onRight = double(right.value - value);
  const after = to < all ? ` when ${number} < ${to} then ${onRight} else 0e0` : ` else ${onRight}`;
  const own = { column, sql: `case ${before}${onLeft}${after} end` };
  return [own, ...changesSql(left, number, from, all), ...changesSql(right, number, middle, all)];
}

/** From left to right. */
function leavesOf(tree: BoostedNode): BoostedNode[] {
  return tree.split ? [...leavesOf(tree.split.left), ...leavesOf(tree.split.right)] : [tree];
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
