import type { Cell } from '../../src/table.js';
import type { NamedSplit, NamedTree } from './named-tree.js';

/** The leaf that a row comes to; `cell` tells its value in a column. */
export function leafAt(tree: NamedTree, cell: (column: string) => Cell): NamedTree {
  let node = tree;
  while (node.split) node = node.split[sideOf(node.split, cell)];
  return node;
}

/** Which way a row goes. */
export function sideOf(split: NamedSplit, cell: (column: string) => Cell): 'left' | 'right' {
  return goesLeft(split, cell(split.column)) ? 'left' : 'right';
}

function goesLeft({ upTo, among, except, missing }: NamedSplit, value: Cell): boolean {
  if (value === null) return missing === 'left';
  if (upTo !== undefined) return Number(value) <= upTo;
  return among ? among.includes(String(value)) : !(except as string[]).includes(String(value));
}
