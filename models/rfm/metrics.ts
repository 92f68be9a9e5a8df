import { axes } from './axis.js';
import { coverage } from './coverage.js';
import type { RfmFitted } from './fit.js';

/** How many customers the cut-offs rest on, how many distinct values each axis has, and how many cells no rule of the map names. */
export function metrics({ customers, axes: fitted, map }: RfmFitted): Record<string, number> {
  const distinct = axes.map(axis => [`distinct_${axis}`, fitted[axis].distinct] as const);
  return { customers, ...Object.fromEntries(distinct), unnamed_cells: coverage(map).gaps.length };
}
