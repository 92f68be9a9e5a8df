import { plainBetween } from '../../src/stats/plain-between.js';
import { classificationTree } from '../../src/stats/trees/classification-tree.js';
import { pruneTree } from '../../src/stats/trees/prune-tree.js';
import { type TreeNode, treeLabel } from '../../src/stats/trees/tree.js';
import { treeRules } from '../../src/stats/trees/tree-rules.js';
import type { Condition } from '../condition.js';
import type { ConditionColumn } from '../condition-words.js';
import type { Draw } from './draw.js';
import type { Given, Prepared } from './prepare.js';

/** A tree over the columns as they were given that puts customers into the segments, nearly as k-means does. */
export interface SegmentRules {
  columns: ConditionColumn[];
  /** Its classes are the segments in their order; its counts are of the customers that it was grown on. */
  tree: TreeNode;
  /** How many that were. */
  rows: number;
  /** The share of all customers to whom it gives the segment that they have. */
  fidelity: number;
}

/** One way into a segment. */
export interface SegmentRule {
  /** The place of the segment in the order. */
  at: number;
  conditions: Condition[];
  /** The customers it was grown on who meet the conditions, and those of them who are in the segment. */
  customers: number;
  right: number;
}

/** How many customers a tree is grown on at most, and what keeps it short: four questions, and leaves that are worth one customer in a hundred. */
const [mostRows, maxDepth, worth] = [20_000, 4, 0.01];

/** Grows the tree by the segments that customers were found to be in. */
export function rulesOf(
  labels: Uint16Array,
  { ready, given, draw, k }: { ready: Prepared; given: Given[]; draw: Draw; k: number },
): SegmentRules {
  const own = ready.steps.map(step => given.find(one => one.name === step.column) as Given);
  const sample = draw(mostRows);
  const columns = own.map(one => Float64Array.from(sample, row => one.values[row] as number));
  const chosen = Uint16Array.from(sample, row => labels[row] as number);
  const grown = classificationTree(columns, chosen, k, { maxDepth, cut: plainBetween });
  const tree = pruneTree(grown, worth);
  let right = 0;
  const values = new Float64Array(own.length);
  for (let row = 0; row < labels.length; row++) {
    for (let at = 0; at < own.length; at++) values[at] = own[at]?.values[row] as number;
    if (treeLabel(tree, values) === labels[row]) right++;
  }
  return { columns: own.map(conditionColumn), tree, rows: sample.length, fidelity: right / labels.length };
}

/** Of everybody in one segment. */
export function noRules(rows: number): SegmentRules {
  return { columns: [], tree: { counts: [rows], label: 0 }, rows, fidelity: 1 };
}

/** The rules of the segments in their order, of one segment that of the most customers first. */
export function rulesIn({ tree, columns }: SegmentRules): SegmentRule[] {
  return treeRules(tree)
    .map(({ label, counts, bounds }) => ({
      at: label,
      conditions: bounds.map(({ column, among: _, except: _none, ...range }) => ({
        column: (columns[column] as ConditionColumn).name,
        ...(columns[column]?.category && { category: columns[column].category }),
        ...range,
      })),
      customers: counts.reduce((sum, count) => sum + count, 0),
      right: counts[label] as number,
    }))
    .sort((a, b) => a.at - b.at || b.right - a.right);
}

function conditionColumn({ name, category, values }: Given): ConditionColumn {
  const isFraction = (value: number) => !Number.isNaN(value) && !Number.isInteger(value);
  return {
    name,
    ...(category && { category }),
    isWhole: !values.some(isFraction),
    hasMissing: values.some(Number.isNaN),
  };
}
