import { type DuckDBConnection, type DuckDBExtractedStatements, StatementType } from '@duckdb/node-api';
import type { DuckDbOptions } from './duckdb.js';

/**
 * Throws for what a reader without external access may not run: several statements, of which one answer would be lost; and, where it
 * may look into folders, anything but a select, since `copy` asks no permission of a read-only database.
 */
export async function guard(connection: DuckDBConnection, sql: string, options: DuckDbOptions): Promise<void> {
  const { externalAccess = true, folders = [] } = options;
  if (externalAccess) return;
  const statements = await statementsOf(connection, sql);
  if (folders.length > 0) {
    for (let index = 0; index < statements.count; index++) {
      const prepared = await statements.prepare(index);
      const type = prepared.statementType;
      prepared.destroySync();
      if (type !== StatementType.SELECT) throw new Error('only a select can be run here');
    }
  }
  if (statements.count > 1) throw new Error(`one statement is expected, found ${statements.count}`);
}

/** A text without any statement, such as a comment alone, is none to the engine, and it has no words for why. */
async function statementsOf(connection: DuckDBConnection, sql: string): Promise<DuckDBExtractedStatements> {
  try {
    return await connection.extractStatements(sql);
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'Error in native callback') throw error;
    throw new Error('the statement is empty', { cause: error });
  }
}
