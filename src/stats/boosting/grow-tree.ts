import type { TreeRange, TreeSums, treeKernel } from '../kernels/tree-kernel.js';
import type { KernelColumns } from '../trees/kernel-columns.js';
import type { Question } from '../trees/tree.js';
import type { BoostedNode } from './boosted-node.js';
import { bestCategories } from './category-gain.js';
import { codeQuestion, sidesOf } from './code-question.js';

/** All that growing needs to know. */
export interface Booster {
  kernel: ReturnType<typeof treeKernel>;
  coded: KernelColumns;
  rows: number;
  learningRate: number;
  maxLeaves: number;
  maxDepth: number;
  minLeaf: number;
  ridge: number;
  /** What the derivatives are multiplied by. */
  upperScale: number;
  lowerScale: number;
}

/** A leaf: its rows in the kernel's order, and its best split. */
interface Leaf extends TreeRange {
  node: BoostedNode;
  depth: number;
  best: Best | undefined;
}

interface Best {
  gain: number;
  column: number;
  /** The last code of numbers that goes left, or the codes of categories that do. */
  left: number | number[];
  question: Question;
  isMissingLeft: boolean;
}

/** The next tree; unless it is the last, the scores and derivatives go on from it. */
export function growTree(booster: Booster, isLast: boolean): BoostedNode {
  const { kernel, rows, maxLeaves, upperScale, lowerScale } = booster;
  const root = leafOf(booster, { from: 0, to: rows, place: 0, sums: kernel.begin(0) }, 0);
  const leaves = [root];
  while (leaves.length < maxLeaves) {
    const next = bestOf(leaves);
    if (!next) break;
    leaves.splice(leaves.indexOf(next), 1, ...divided(booster, next, leaves.length));
  }
  const parts = leaves.map(({ from, to, node }) => ({ from, to, value: node.value }));
  if (!isLast) kernel.step(parts, upperScale, lowerScale);
  return root.node;
}

/** Of equal ones the first from the left. */
function bestOf(leaves: Leaf[]): Leaf | undefined {
  let best: Leaf | undefined;
  for (const leaf of leaves) if (leaf.best && leaf.best.gain > (best?.best?.gain ?? 0)) best = leaf;
  return best;
}

function divided(booster: Booster, leaf: Leaf, place: number): [Leaf, Leaf] {
  const { kernel, coded } = booster;
  const { column, question, isMissingLeft } = leaf.best as Best;
  const lacksNone = isWhole(booster, leaf.place, column);
  sidesOf(kernel.sides, coded, leaf.best as Best);
  const sides = kernel.branch(leaf, column, place);
  const left = leafOf(booster, sides.left, leaf.depth + 1);
  const right = leafOf(booster, sides.right, leaf.depth + 1);
  const larger = left.to - left.from < right.to - right.from ? 'right' : 'left';
  const missing = isMissingLeft ? 'left' : 'right';
  leaf.node.split = { ...question, missing: lacksNone ? larger : missing, left: left.node, right: right.node };
  return [left, right];
}

/** Whether all rows of a node have a value. */
function isWhole({ kernel, coded }: Booster, place: number, column: number): boolean {
  const at = (column * 256 + (coded.given[column]?.cuts.length ?? 0) + 1) * 2;
  const sums = kernel.sums(place);
  return sums[at] === 0 && sums[at + 1] === 0;
}

function leafOf(booster: Booster, { from, to, place, sums }: TreeRange & { sums: TreeSums }, depth: number): Leaf {
  const { learningRate, ridge, upperScale, lowerScale } = booster;
  const steepness = sums.lower / lowerScale + ridge;
  const value = steepness > 0 ? (-learningRate * (sums.upper / upperScale)) / steepness : 0;
  const best = depth < booster.maxDepth ? bestSplit(booster, { from, to, place, sums }) : undefined;
  return { from, to, place, depth, node: { value: evenly(value), rows: to - from }, best };
}

/** A whole multiple of 2^-32: sums of such values are exact, so they are the same in any order, in SQL too. */
export function evenly(value: number): number {
  return Math.round(value * 2 ** 32) / 2 ** 32;
}

function bestSplit(booster: Booster, node: TreeRange & { sums: TreeSums }): Best | undefined {
  const { gain, column, code, isMissingLeft } = node.sums;
  const question = () => codeQuestion(booster.coded, column, code);
  const best = gain > 0 ? { gain, column, left: code, question: question(), isMissingLeft } : undefined;
  return booster.coded.isAllNumbers ? best : ofCategories(booster, node, best);
}

/** Of equal ones that of numbers, then of the first column. */
function ofCategories(
  booster: Booster,
  { from, to, place, sums }: TreeRange & { sums: TreeSums },
  ofNumbers: Best | undefined,
): Best | undefined {
  const { kernel, coded, minLeaf, lowerScale, ridge } = booster;
  const { upper, lower } = sums;
  const least = Math.max(1, 1e-3 * lowerScale, (minLeaf * lower) / (to - from));
  if (lower < 2 * least) return undefined;
  const limits = { ridge: ridge * lowerScale, least, upper, lower, smooth: 10 * lowerScale };
  let best = ofNumbers;
  coded.categories.forEach((categories, column) => {
    if (!categories) return;
    const own = bestCategories(kernel.sums(place), column, categories.length, limits);
    if (!own || own.gain <= (best?.gain ?? 0)) return;
    const values = (codes: number[]) => codes.map(one => categories[one] as number);
    const question = { column, categories: { left: values(own.left), right: values(own.right) } };
    best = { gain: own.gain, column, left: own.left, question, isMissingLeft: own.isMissingLeft };
  });
  return best;
}
