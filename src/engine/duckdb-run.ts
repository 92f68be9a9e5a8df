import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  type DuckDBType,
  HUGEINT,
  INTEGER,
  ResultReturnType,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api';
import type { Table } from '../table.js';
import { collector } from './duckdb-columns.js';
import type { Value } from './engine.js';

const pieceRows = 65_536;

/** So many chunks are read at once: to wait a turn for each takes longer. */
const fewChunks = 8;

/** Runs a statement, or several without values, and reads the answer of the last one. */
export async function readAll(connection: DuckDBConnection, sql: string, values: Value[]): Promise<Table> {
  return readResult(await (values.length > 0 ? runBound(connection, sql, values) : connection.run(sql)));
}

/** Reads an answer that was made. */
export async function readResult(result: DuckDBMaterializedResult): Promise<Table> {
  const answer = collector(result, result.rowCount);
  const { chunkCount } = result;
  if (chunkCount > fewChunks) for await (const chunk of chunksOf(result)) answer.take(chunk);
  else for (let at = 0; at < chunkCount; at++) answer.take(result.getChunk(at));
  return answer.finish();
}

function runBound(connection: DuckDBConnection, sql: string, values: Value[]) {
  return prepared(connection, sql, values, statement => statement.run());
}

/** Prepared in one step: the client's own way takes the text apart first, since it may hold several statements. */
async function prepared<T>(
  connection: DuckDBConnection,
  sql: string,
  values: Value[],
  use: (statement: DuckDBPreparedStatement) => Promise<T>,
): Promise<T> {
  const statement = await connection.prepare(sql);
  try {
    if (values.length > 0) statement.bind(values, values.map(typeOf));
    return await use(statement);
  } finally {
    statement.destroySync();
  }
}

/** Runs one statement and reads its answer in pieces of about 65,536 rows; at least one, for the columns. */
export async function* readPieces(connection: DuckDBConnection, sql: string, values: Value[]): AsyncGenerator<Table> {
  const result = await prepared(connection, sql, values, statement => statement.stream());
  let piece = collector(result, pieceRows);
  let given = false;
  for await (const chunk of chunksOf(result)) {
    piece.take(chunk);
    if (piece.rows < pieceRows) continue;
    yield piece.finish();
    given = true;
    piece = collector(result, pieceRows);
  }
  if (result.returnType === ResultReturnType.INVALID) throw await whyItFailed(connection, sql, values);
  if (piece.rows > 0 || !given) yield piece.finish();
}

/** A stream that fails ends like one that is through, and the client does not hand on why: the statement says it when it is run at once. */
async function whyItFailed(connection: DuckDBConnection, sql: string, values: Value[]): Promise<unknown> {
  const unknown = () => new Error('the engine gave up in the middle of the answer, and not when asked again');
  return prepared(connection, sql, values, statement => statement.run()).then(unknown, error => error);
}

async function* chunksOf(result: DuckDBResult) {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

function typeOf(value: Value): DuckDBType {
  if (value === null) return SQLNULL;
  if (typeof value === 'string') return VARCHAR;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT;
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return DOUBLE;
  return (value | 0) === value ? INTEGER : BIGINT;
}
