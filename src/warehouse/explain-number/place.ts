/** Where the pairs of a place lie. */
export function pairsOf({ rows }: Place): string {
  return `${rows}_pair`;
}

/** Where the rows beneath a place lie. */
export function nextRows({ rows }: Place): string {
  return rows.replace(/\d+$/, step => String(Number(step) + 1));
}

/** Where an explanation has come to: rows of a table, which lie in a temporary table, and the columns of it that are followed. */
export interface Place {
  table: string;
  /** None: the rows themselves are counted. */
  columns: string[];
  rows: string;
}
