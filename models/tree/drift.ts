import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { cellsOf } from './cells.js';
import type { TreeFitted } from './fit.js';
import { leavesOf } from './leaves.js';
import { leafAt } from './walk.js';

/** The stability index of examples per leaf, those of the fit against those now. */
export function drift({ tree }: TreeFitted, features: Table): number {
  const leaves = leavesOf(tree);
  const places = new Map(leaves.map(({ way }, at) => [way.at(-1), at]));
  const now = leaves.map(() => 0);
  const cell = cellsOf(features);
  for (let row = 0; row < features.rows; row++) {
    const at = places.get(leafAt(tree, name => cell(row, name))) as number;
    now[at] = (now[at] as number) + 1;
  }
  const before = leaves.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  return stabilityIndex(before, now);
}
