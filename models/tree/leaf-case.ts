import { conditionsSql, type Reading } from '../condition.js';
import { type Leaf, leavesOf } from './leaves.js';
import type { NamedTree } from './named-tree.js';

/** The answer of each leaf as one `case` over the columns of a row; the last leaf is what is left. */
export function leafCase(tree: NamedTree, answer: (leaf: Leaf, at: number) => string, reading?: Reading): string {
  const leaves = leavesOf(tree);
  const last = answer(leaves.at(-1) as Leaf, leaves.length - 1);
  if (leaves.length === 1) return last;
  const whens = leaves
    .slice(0, -1)
    .map((leaf, at) => `when ${conditionsSql(leaf.conditions, reading)} then ${answer(leaf, at)}`);
  return ['case', ...whens.map(when => `  ${when}`), `  else ${last}`, 'end'].join('\n');
}
