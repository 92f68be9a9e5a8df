import type { treeKernel } from '../kernels/tree-kernel.js';
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

/** A leaf: its rows in the kernel's order, the place of its sums, and its best split. */
interface Leaf {
  node: BoostedNode;
  from: number;
  to: number;
  place: number;
  depth: number;
  upper: number;
  lower: number;
  best: Best | undefined;
}

interface Best {
  gain: number;
  question: Question;
  sides: Uint8Array;
  missing: 'left' | 'right';
}

/** The next tree; unless it is the last, the scores and derivatives go on from it. */
export function growTree(booster: Booster, isLast: boolean): BoostedNode {
  const { kernel, rows, maxLeaves, upperScale, lowerScale } = booster;
  kernel.reset();
  kernel.count(0, 0, rows, true);
  const root = leafOf(booster, { from: 0, to: rows, place: 0, depth: 0 });
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

/** The smaller side is counted, the larger is what is left of the whole. */
function divided(booster: Booster, leaf: Leaf, place: number): [Leaf, Leaf] {
  const { kernel } = booster;
  const { from, to, depth } = leaf;
  const { question, sides, missing } = leaf.best as Best;
  const lacksNone = isWhole(booster, leaf.place, question.column);
  const middle = from + kernel.divide(from, to, question.column, sides);
  const isLeftSmaller = middle - from < to - middle;
  if (isLeftSmaller) kernel.count(place, from, middle, false);
  else kernel.count(place, middle, to, false);
  kernel.subtract(leaf.place, place);
  const [leftPlace, rightPlace] = isLeftSmaller ? [place, leaf.place] : [leaf.place, place];
  const left = leafOf(booster, { from, to: middle, place: leftPlace, depth: depth + 1 });
  const right = leafOf(booster, { from: middle, to, place: rightPlace, depth: depth + 1 });
  const larger = isLeftSmaller ? 'right' : 'left';
  leaf.node.split = {
    ...question,
    missing: lacksNone ? larger : missing,
    left: left.node,
    right: right.node,
  };
  return [left, right];
}

/** Whether all rows of a node have a value. */
function isWhole({ kernel, coded }: Booster, place: number, column: number): boolean {
  const at = (column * 256 + (coded.given[column]?.cuts.length ?? 0) + 1) * 2;
  const sums = kernel.sums(place);
  return sums[at] === 0 && sums[at + 1] === 0;
}

function leafOf(booster: Booster, range: Pick<Leaf, 'from' | 'to' | 'place' | 'depth'>): Leaf {
  const { kernel, learningRate, ridge, upperScale, lowerScale } = booster;
  const { upper, lower } = totals(kernel.sums(range.place));
  const steepness = lower / lowerScale + ridge;
  const value = steepness > 0 ? (-learningRate * (upper / upperScale)) / steepness : 0;
  const own = { ...range, node: { value: evenly(value), rows: range.to - range.from }, upper, lower, best: undefined };
  return { ...own, best: range.depth < booster.maxDepth ? bestSplit(booster, own) : undefined };
}

/** A whole multiple of 2^-32: sums of such values are exact, so they are the same in any order, in SQL too. */
export function evenly(value: number): number {
  return Math.round(value * 2 ** 32) / 2 ** 32;
}

/** The sums of a node are those of any column. */
function totals(sums: Int32Array): { upper: number; lower: number } {
  let [upper, lower] = [0, 0];
  for (let at = 0; at < 512; at += 2) {
    lower += (sums[at] as number) >>> 0;
    upper += sums[at + 1] as number;
  }
  return { upper, lower };
}

function bestSplit(booster: Booster, leaf: Leaf): Best | undefined {
  const { kernel, coded, minLeaf, lowerScale, ridge } = booster;
  const least = Math.max(1, 1e-3 * lowerScale, (minLeaf * leaf.lower) / (leaf.to - leaf.from));
  if (leaf.lower < 2 * least) return undefined;
  const limits = { ridge: ridge * lowerScale, least, upper: leaf.upper, lower: leaf.lower };
  const found = kernel.scan(leaf.place, limits);
  let best = found.gain > 0 ? ofNumbers(coded, found) : undefined;
  coded.categories.forEach((categories, column) => {
    if (!categories) return;
    const own = bestCategories(kernel.sums(leaf.place), column, categories.length, {
      ...limits,
      smooth: 10 * lowerScale,
    });
    if (!own || own.gain <= (best?.gain ?? 0)) return;
    const [left, right] = [own.left, own.right].map(codes => codes.map(code => categories[code] as number)) as [
      number[],
      number[],
    ];
    const sides = sidesOf(coded, column, code => own.left.includes(code), own.isMissingLeft);
    const missing = own.isMissingLeft ? 'left' : 'right';
    best = { gain: own.gain, question: { column, categories: { left, right } }, sides, missing };
  });
  return best;
}

function ofNumbers(
  coded: KernelColumns,
  { gain, column, code, isMissingLeft }: ReturnType<Booster['kernel']['scan']>,
): Best {
  const sides = sidesOf(coded, column, own => own <= code, isMissingLeft);
  return { gain, question: codeQuestion(coded, column, code), sides, missing: isMissingLeft ? 'left' : 'right' };
}
