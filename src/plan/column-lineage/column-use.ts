import type { Uses } from './uses.js';

/** A column of a table; `*`: any of its columns may be meant; `#`: its rows are counted. */
export interface ColumnUse {
  table: string;
  column: string;
}

/** One column. */
export function use(table: string, column: string): Uses {
  return new Map([[`${table}.${column}`, { table, column }]]);
}

/** The columns of the first set that are not in the second. */
export function without(uses: Uses, others: Uses): Uses {
  return new Map([...uses].filter(([name]) => !others.has(name)));
}
