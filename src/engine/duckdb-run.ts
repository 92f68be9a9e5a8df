import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBResult,
  type DuckDBType,
  HUGEINT,
  INTEGER,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api';
import type { Table } from '../table.js';
import { collector } from './duckdb-columns.js';
import type { Value } from './engine.js';

const pieceRows = 65_536;

/** Runs statements and reads the answer of the last one. */
export async function readAll(connection: DuckDBConnection, sql: string, values: Value[]): Promise<Table> {
  const result = await connection.run(sql, bound(values), values.map(typeOf));
  const answer = collector(result, result.rowCount);
  for await (const chunk of chunksOf(result)) answer.take(chunk);
  return answer.finish();
}

/** Runs statements and reads the answer of the last one in pieces of about 65,536 rows; at least one, for the columns. */
export async function* readPieces(connection: DuckDBConnection, sql: string, values: Value[]): AsyncGenerator<Table> {
  const result = await connection.stream(sql, bound(values), values.map(typeOf));
  let piece = collector(result, pieceRows);
  let given = false;
  for await (const chunk of chunksOf(result)) {
    piece.take(chunk);
    if (piece.rows < pieceRows) continue;
    yield piece.finish();
    given = true;
    piece = collector(result, pieceRows);
  }
  if (piece.rows > 0 || !given) yield piece.finish();
}

async function* chunksOf(result: DuckDBResult) {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/** Without values a text of several statements may be run. */
function bound(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined;
}

function typeOf(value: Value): DuckDBType {
  if (value === null) return SQLNULL;
  if (typeof value === 'string') return VARCHAR;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT;
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return DOUBLE;
  return (value | 0) === value ? INTEGER : BIGINT;
}
