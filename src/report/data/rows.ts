/** A number on the page; null where there is nothing to say. */
export type Figure = number | null;

/** A select, and what its rows are: `rows` is there for the type alone. */
export interface Rows<Row> {
  sql: string;
  rows?: Row[];
}

/** Rows of the built tables, by the select that gives them: none where the table that it names first has none. */
export function rows<Row>(sql: string): Rows<Row> {
  return { sql };
}
