import type { Columns } from '../value-order.js';
import type { BoostedNode } from './boosted-node.js';
import type { BoostedTrees } from './boosted-trees.js';

/** The log-odds of many rows by their columns: bit for bit those of `boostedScore`, by trees laid out flat. */
export function boostedScores({ base, trees }: BoostedTrees, columns: Columns, rows: Uint32Array): Float64Array {
  const scores = new Float64Array(rows.length).fill(base);
  for (const tree of trees) addTree(flat(tree), columns, rows, scores);
  return scores;
}

/** A tree node by node, the root first; of a leaf `left` is itself. */
interface FlatTree {
  column: number[];
  threshold: number[];
  /** Of a question of categories: per code 1 where it goes left; any other code goes where no value goes. */
  isLeft: (Uint8Array | undefined)[];
  missing: number[];
  left: number[];
  right: number[];
  value: number[];
}

function flat(tree: BoostedNode): FlatTree {
  const all: FlatTree = { column: [], threshold: [], isLeft: [], missing: [], left: [], right: [], value: [] };
  const add = ({ split, value }: BoostedNode): number => {
    const at = all.value.push(value) - 1;
    all.column.push(split?.column ?? 0);
    all.threshold.push(split?.threshold ?? 0);
    all.isLeft.push(split?.categories && sides(split.categories, split.missing));
    all.left.push(at);
    all.right.push(at);
    all.missing.push(at);
    if (split) {
      all.left[at] = add(split.left);
      all.right[at] = add(split.right);
      all.missing[at] = (split.missing === 'left' ? all.left[at] : all.right[at]) as number;
    }
    return at;
  };
  add(tree);
  return all;
}

function sides({ left, right }: { left: number[]; right: number[] }, missing: 'left' | 'right'): Uint8Array {
  const known = Math.max(-1, ...left, ...right) + 1;
  const table = new Uint8Array(known).fill(missing === 'left' ? 1 : 0);
  for (const code of right) table[code] = 0;
  for (const code of left) table[code] = 1;
  return table;
}

function addTree(tree: FlatTree, columns: Columns, rows: Uint32Array, scores: Float64Array): void {
  const { column, threshold, isLeft, missing, left, right, value } = tree;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    let at = 0;
    while (left[at] !== at) {
      const own = (columns[column[at] as number] as ArrayLike<number>)[row] as number;
      const table = isLeft[at];
      if (Number.isNaN(own) || (table && own >= table.length)) at = missing[at] as number;
      else at = ((table ? table[own] === 1 : own <= (threshold[at] as number)) ? left[at] : right[at]) as number;
    }
    scores[place] = (scores[place] as number) + (value[at] as number);
  }
}
