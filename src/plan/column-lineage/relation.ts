import type { Origin } from './origin.js';
import { noUses, type Uses, union } from './uses.js';

/** A column of a relation. */
export interface OriginColumn extends Origin {
  name: string;
}

/** What a table, a common table, a subquery or a whole select gives. */
export interface Relation {
  columns: OriginColumn[];
  /** The columns that filter, join, group or cut its rows. */
  decides: Uses;
  /** The tables whose rows its rows are, as `#`. */
  rows: Uses;
  /** Its columns are not all known: what one of another name would be, and what all of them may follow from. */
  open?: { column: (name: string) => Origin; all: Uses };
}

/** Everything that any column of a relation follows from. */
export function everythingOf({ columns, decides, open }: Relation): Uses {
  return union(...columns.flatMap(column => [column.feeds, column.decides]), decides, open?.all ?? noUses);
}
