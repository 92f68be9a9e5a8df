import { QueryError } from '../errors.js';
import { column } from '../table.js';
import type { Connection } from './duckdb-connection.js';
import { literal } from './engine.js';
import { keptReading } from './kept-readings.js';
import { type Reading, readingOf, type SqlTree, type TablePlace } from './sql-tree.js';

const mostRemembered = 2000;
/** It follows from the text alone, a process reads the same ones every night, and what is being read need not be read again. */
const remembered = new Map<string, Promise<Reading>>();

/** Takes selects apart; those that are asked for at one time, all in one statement. */
export class SelectReader {
  readonly #connection: Connection;
  #waiting: string[] = [];
  #trees: Promise<Map<string, SqlTree>> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The tables (`schema.name`) that a select reads, sorted. Throws QueryError. */
  async inputs(sql: string): Promise<string[]> {
    return [...(await this.#read(sql)).tables];
  }

  /** Where it names them, from left to right. Throws QueryError. */
  async places(sql: string): Promise<TablePlace[]> {
    return (await this.#read(sql)).places;
  }

  #read(sql: string): Promise<Reading> {
    const known = remembered.get(sql);
    if (known) return known;
    const kept = keptReading(sql);
    const reading = kept ? Promise.resolve(kept) : this.#readAnew(sql);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(sql, reading);
    reading.catch(() => remembered.delete(sql));
    return reading;
  }

  async #readAnew(sql: string): Promise<Reading> {
    const trees = await this.#batch(sql);
    const { statements = [] } = whole(trees.get(sql), sql);
    return readingOf(statements[0]);
  }

  #batch(sql: string): Promise<Map<string, SqlTree>> {
    this.#waiting.push(sql);
    this.#trees ??= Promise.resolve().then(async () => {
      const texts = this.#waiting;
      this.#waiting = [];
      this.#trees = undefined;
      const trees = await treesOf(this.#connection, texts);
      return new Map(texts.map((text, place) => [text, trees[place] as SqlTree]));
    });
    return this.#trees;
  }
}

/** What the engine would only say to be complete is left out: a tree is ten times its text. */
async function treesOf(connection: Connection, texts: string[]): Promise<SqlTree[]> {
  const rows = texts.map((text, place) => `(${place}, ${literal(text)})`);
  const answer = await connection.run(
    `select json_serialize_sql(text, skip_null := true, skip_empty := true, skip_default := true) as tree from (values ${rows.join(', ')}) as asked (place, text) order by place`,
  );
  return (column(answer, 'tree').values as string[]).map(tree => JSON.parse(tree) as SqlTree);
}

function whole(tree: SqlTree | undefined, sql: string): SqlTree {
  if (!tree || tree.error) throw new QueryError(tree?.error_message ?? 'the text does not parse', sql);
  if (tree.statements?.length !== 1) throw new QueryError('one select is expected', sql);
  return tree;
}
