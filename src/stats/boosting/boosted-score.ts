import { nodeValue } from './boosted-node.js';
import type { BoostedTrees } from './boosted-trees.js';

/** The log-odds of a row; a missing value is NaN. */
export function boostedScore({ base, trees }: BoostedTrees, values: ArrayLike<number>): number {
  return trees.reduce((sum, tree) => sum + nodeValue(tree, values), base);
}
