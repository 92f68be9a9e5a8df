import { literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import type { TreeFitted } from './fit.js';
import { leafCase } from './leaf-case.js';
import { type Leaf, leavesOf } from './leaves.js';

/** A change of what the numbers mean is a new one. */
export const treeVersion = 2;

/** The select that tells each row its leaf, the class of that leaf, and the share of the leaf's examples that are of it. */
export function score({ tree, classes }: TreeFitted): string {
  const leaves = leavesOf(tree);
  return `with asked as (
  select customer_id, as_of, ${leafCase(tree, (_, at) => String(at + 1))} as leaf
  from feature.tree
)
select
  customer_id,
  as_of,
  cast(leaf as integer) as leaf,
  cast(${byLeaf(leaves, ({ label }) => literal(classes[label] as string))} as varchar) as class,
  cast(${byLeaf(leaves, leaf => double(shareOf(leaf)))} as double) as share,
  ${treeVersion} as model_version
from asked
`;
}

/** The share of a leaf's examples that are of its class; 1 where it has none. */
export function shareOf({ counts, label }: Pick<Leaf, 'counts' | 'label'>): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return rows > 0 ? (counts[label] as number) / rows : 1;
}

function byLeaf(leaves: Leaf[], answer: (leaf: Leaf) => string): string {
  const last = answer(leaves.at(-1) as Leaf);
  if (leaves.length === 1) return last;
  return `case leaf ${leaves
    .slice(0, -1)
    .map((leaf, at) => `when ${at + 1} then ${answer(leaf)}`)
    .join(' ')} else ${last} end`;
}
