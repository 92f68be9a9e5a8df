/** A node of a tree; a leaf has no split. Plain data, so it goes through JSON. */
export interface TreeNode {
  /** The rows of the fit that came here, by class. */
  counts: number[];
  /** The class of least expected loss, as a rule that of most rows; of equal ones the first. */
  label: number;
  /** How likely each class is here, where priors say otherwise than the counts. */
  shares?: number[];
  /** What calling all rows here by the label costs, where priors or losses say otherwise than the wrong rows. */
  risk?: number;
  split?: TreeSplit;
}

/** A question about one column. */
export interface Question {
  column: number;
  /** Of numbers: rows whose value is at most this go left. */
  threshold?: number;
  /** Of categories: which go left and which right. One that is in neither was not there; it goes where a missing value goes. */
  categories?: { left: number[]; right: number[] };
}

export interface TreeSplit extends Question {
  /** Where rows without a value go that no surrogate sends elsewhere. */
  missing: 'left' | 'right';
  /** Asked in this order for rows without a value, until one has an answer. */
  surrogates?: Surrogate[];
  left: TreeNode;
  right: TreeNode;
}

/** A question about another column that sends rows nearly the same way. */
export interface Surrogate extends Question {
  /** Whether its left is the right of the split. */
  isTurned?: true;
  /** The share of rows with both values that it sends the same way. */
  agreement: number;
}

/** The leaf a row comes to; a missing value is NaN. */
export function treeLeaf(tree: TreeNode, values: ArrayLike<number>): TreeNode {
  let node = tree;
  while (node.split) node = goesLeft(node.split, values) ? node.split.left : node.split.right;
  return node;
}

/** The class that a tree gives a row; a missing value is NaN. */
export function treeLabel(tree: TreeNode, values: ArrayLike<number>): number {
  return treeLeaf(tree, values).label;
}

/** How likely each class is at a node: as its rows are, or as priors say. */
export function classShares({ counts, shares }: TreeNode): number[] {
  if (shares) return shares;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(count => (rows === 0 ? 0 : count / rows));
}

/** Where a split sends a row. */
export function goesLeft(
  split: Question & Pick<TreeSplit, 'missing' | 'surrogates'>,
  values: ArrayLike<number>,
): boolean {
  const own = answer(split, values[split.column] as number);
  if (own !== undefined) return own;
  for (const surrogate of split.surrogates ?? []) {
    const other = answer(surrogate, values[surrogate.column] as number);
    if (other !== undefined) return other !== (surrogate.isTurned === true);
  }
  return split.missing === 'left';
}

/** Whether a value goes left; undefined of one that is missing or that the question does not know. */
function answer({ threshold, categories }: Question, value: number): boolean | undefined {
  if (Number.isNaN(value)) return undefined;
  if (!categories) return value <= (threshold as number);
  if (categories.left.includes(value)) return true;
  return categories.right.includes(value) ? false : undefined;
}
