import type { Growth } from './grow.js';
import type { Split } from './split.js';

/** How a tree is learnt. */
export interface TreeOptions extends Growth {
  /** The columns to predict by. */
  columns: string[];
  /** Rows with a missing value: each goes its own way, or none counts. */
  missing: 'keep' | 'leave_out';
  split: Split;
}

/** What holds where nothing is said. Rows of a leaf, depth and complexity are those of R's rpart. */
export const treeDefaults: TreeOptions = {
  columns: ['recency_days', 'sale_orders', 'revenue', 'country'],
  missing: 'keep',
  complexity: 0.01,
  prune: 'complexity',
  criterion: 'gini',
  depth: 30,
  leaf: 7,
  branch: 20,
  split: { kind: 'none' },
  seed: 1,
};
