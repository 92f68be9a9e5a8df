import type { Table } from '../table.js';

/** What may be bound to a `?` of a statement. */
export type Value = string | number | bigint | boolean | null;

/** The one seam to a database: spelling and running in one handle. No method knows the name of a table. */
export interface Engine {
  readonly name: string;
  /** The whole answer as typed columns. Throws QueryError. */
  query(sql: string, values?: Value[], signal?: AbortSignal): Promise<Table>;
  /** The same, for a select that will be asked again: the engine may keep how it is done. */
  again(sql: string, values?: Value[], signal?: AbortSignal): Promise<Table>;
  /** The same, in pieces, in bounded memory. */
  stream(sql: string, values?: Value[], signal?: AbortSignal): AsyncIterable<Table>;
  /** A table (`schema.name`, the schema is made when missing) is made anew from a select; answers its number of rows. */
  replace(table: string, select: string, signal?: AbortSignal): Promise<number>;
  /** A view is made anew from a select: it holds no rows of its own, and they are not counted. */
  replaceView(view: string, select: string): Promise<void>;
  /** Some values of a table's `by` column are made anew: of what the select gives, the rows that have one of them. */
  replacePart(table: string, by: string, values: Value[], select: string): Promise<void>;
  /** Rows of a table whose `by` columns have values of a row of `gone` are taken away, and rows of `come` with such values put in; both are tables of the session. Answers how many went and came. */
  exchange(table: string, parts: Exchange): Promise<{ went: number; came: number }>;
  /** All rows of `come`, a table of the session, are put into a table. */
  append(table: string, come: string): Promise<void>;
  /** A table of the session is made from a select; it is never stored. Not inside a transaction that has written, and it sees nothing of one that goes on. */
  aside(select: string, options?: AsideOptions): Promise<Aside>;
  /** A table of the session with the rows that one of two selects with the same columns has more often than the other, each once. */
  difference(before: string, after: string): Promise<Difference>;
  /** A table of the session is made from columns; answers its name. */
  writeAside(columns: Table): Promise<string>;
  /** A text that tables with the same columns and the same rows, in whatever order, share, and others but by a chance of 1 in 2^64 do not. */
  checksum(table: string): Promise<string>;
  /**
   * How many rows the tables have together, and how many keys: values of the columns given with a table, none null, each counted once there. Where
   * there are as many keys as rows, that is certain; by a chance of 1 in 2^64 for each pair of rows there is one key too few. Throws QueryError.
   */
  countKeys(keys: [table: string, columns: string[]][], signal?: AbortSignal): Promise<{ rows: number; keys: number }>;
  /** A table is taken away; one that is not there is no error. */
  drop(table: string): Promise<void>;
  /** A table is made anew from columns. */
  write(table: string, columns: Table): Promise<void>;
  /** A view `raw.<name>` over landed Parquet files, by each engine's own road; not stored. `condition` (SQL over their columns) leaves records out. */
  land(table: string, files: string[], condition?: string): Promise<void>;
  /** The same over NDJSON files, read when the view is, with these columns (name to SQL type); no files, no rows. */
  landRecords(table: string, files: string[], columns: Record<string, string>, condition?: string): Promise<void>;
  /** The same over a select, which names tables that are stored with their database. */
  landSelect(table: string, select: string): Promise<void>;
  /**
   * The tables (`schema.name`) that a select reads, CTE names left out, sorted. Texts that are asked for at one time are taken apart in one
   * statement, and remembered. Throws QueryError when the text does not parse.
   */
  inputs(sql: string): Promise<string[]>;
  /** Runs `work` in one transaction: all of it or nothing. One inside another joins it; two side by side are the caller's mistake. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** A further handle on the same database, whose statements run beside those of this one and see what it has committed; closed with it. */
  another(): Promise<Engine>;
  close(): Promise<void>;
}

/** Rows of a table for others. */
export interface Exchange {
  by: string[];
  /** Tables of the session. */
  gone: string;
  come: string;
  /** A condition on the rows that are exchanged; others stay, or do not come. */
  where?: string;
}

/** A table of the session: all handles on the database see it. */
export interface Aside {
  /** As SQL writes it. */
  name: string;
  /** As `schema.name`, like a table that is stored. */
  table: string;
  rows: number;
}

/** The rows in which two selects differ; `name` has their columns alone. */
export interface Difference extends Aside {
  /** The same, and how many more of each (`_came`) the second select has; of those that went it is negative. */
  signed: string;
}

/** What of a select a table of the session is to have, and what may stop it. */
export interface AsideOptions {
  /** Selects, or tables of the session, in the place of some of the tables (`schema.name`) that it reads. */
  instead?: ReadonlyMap<string, string | Aside>;
  /** A condition on its rows. */
  where?: string;
  signal?: AbortSignal;
}

/** A name as SQL writes it: always quoted, quotes doubled. The only way an identifier enters SQL. */
export function identifier(...parts: string[]): string {
  return parts.map(part => `"${part.replaceAll('"', '""')}"`).join('.');
}

/** Text as an SQL literal, for generated selects that are stored or printed and so cannot carry parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
