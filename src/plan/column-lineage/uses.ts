import type { ColumnUse } from './column-use.js';

/** Columns, each once. */
export type Uses = ReadonlyMap<string, ColumnUse>;

/** No columns. */
export const noUses: Uses = new Map();

/** All columns of several sets, in the order in which they come up. */
export function union(...sets: Uses[]): Uses {
  const filled = sets.filter(set => set.size > 0);
  if (filled.length <= 1) return filled[0] ?? noUses;
  return new Map(filled.flatMap(set => [...set]));
}
