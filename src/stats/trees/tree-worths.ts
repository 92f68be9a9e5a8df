import type { TreeNode } from './tree.js';

interface Branch {
  node: TreeNode;
  /** Of the node as a leaf, and of its leaves together. */
  risk: number;
  below: number;
  leaves: number;
  parent: number;
  /** The number of the first node that is not below it. */
  end: number;
  isOpen: boolean;
}

/**
 * Of each node that asks something what it must be worth to stay, in rows for each of its leaves but one: as long as there is one, the branch of least worth
 * becomes a leaf; of equal ones the first on the way down, which takes the others with it.
 */
export function treeWorths(tree: TreeNode): Map<TreeNode, number> {
  const branches = branchesOf(tree);
  const worths = new Map<TreeNode, number>();
  for (let least = 0; branches[0]?.isOpen; ) {
    const [at, worth] = weakestOf(branches);
    least = Math.max(least, worth);
    close(branches, at, node => worths.set(node, least));
  }
  return worths;
}

/** The wrong rows of a node as a leaf, or what they cost. */
export function riskOf({ counts, label, risk }: TreeNode): number {
  return risk ?? counts.reduce((sum, count, at) => (at === label ? sum : sum + count), 0);
}

/** From the root down, left before right. */
function branchesOf(tree: TreeNode): Branch[] {
  const branches: Branch[] = [];
  const visit = (node: TreeNode, parent: number): Branch => {
    const at = branches.length;
    const own: Branch = {
      node,
      risk: riskOf(node),
      below: riskOf(node),
      leaves: 1,
      parent,
      end: 0,
      isOpen: !!node.split,
    };
    branches.push(own);
    if (node.split) {
      const [left, right] = [visit(node.split.left, at), visit(node.split.right, at)];
      own.below = left.below + right.below;
      own.leaves = left.leaves + right.leaves;
    }
    own.end = branches.length;
    return own;
  };
  visit(tree, -1);
  return branches;
}

function weakestOf(branches: Branch[]): [number, number] {
  let [at, least] = [-1, Number.POSITIVE_INFINITY];
  branches.forEach(({ isOpen, risk, below, leaves }, one) => {
    const worth = (risk - below) / (leaves - 1);
    if (isOpen && worth < least) [at, least] = [one, worth];
  });
  return [at, least];
}

function close(branches: Branch[], at: number, tell: (node: TreeNode) => void): void {
  const { risk, below, leaves, end, parent } = branches[at] as Branch;
  for (let one = at; one < end; one++) {
    const branch = branches[one] as Branch;
    if (branch.isOpen) tell(branch.node);
    branch.isOpen = false;
  }
  for (let one = parent; one >= 0; one = (branches[one] as Branch).parent) {
    const branch = branches[one] as Branch;
    branch.below += risk - below;
    branch.leaves -= leaves - 1;
  }
}
