/** A column of a table; `*`: any of its columns may be meant; `#`: its rows are counted. */
export interface ColumnUse {
  table: string;
  column: string;
}

/** Columns, each once. */
export type Uses = ReadonlyMap<string, ColumnUse>;

/** No columns. */
export const noUses: Uses = new Map();

/** One column. */
export function use(table: string, column: string): Uses {
  return new Map([[`${table}.${column}`, { table, column }]]);
}

/** All columns of several sets, in the order in which they come up. */
export function union(...sets: Uses[]): Uses {
  const filled = sets.filter(set => set.size > 0);
  if (filled.length <= 1) return filled[0] ?? noUses;
  return new Map(filled.flatMap(set => [...set]));
}

/** The columns of the first set that are not in the second. */
export function without(uses: Uses, others: Uses): Uses {
  return new Map([...uses].filter(([name]) => !others.has(name)));
}
