import { type Engine, literal } from '../../src/engine/engine.js';
import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { rowsOf } from '../../src/table.js';
import type { SourceFile } from './files.js';
import type { Piece } from './piece-writer.js';

/** How the engine reads a Parquet file. */
export interface ParquetScan {
  kind: 'parquet';
  pieces: Piece[];
}

/** The columns of a Parquet file with the engine's names of their types, and its rows. Throws CliError (source) where it is none. */
export async function surveyParquet(
  engine: Engine,
  { path }: Pick<SourceFile, 'path'>,
  signal?: AbortSignal,
): Promise<{ header: string[]; types: string[]; rows: number }> {
  try {
    const read = `read_parquet(${literal(path)}, hive_partitioning = false)`;
    const columns = rowsOf(await engine.query(`describe select * from ${read}`, [], signal));
    const counted = rowsOf(await engine.query(`select count(*) as "rows" from ${read}`, [], signal));
    return {
      header: columns.map(column => String(column.column_name)),
      types: columns.map(column => String(column.column_type)),
      rows: Number(counted[0]?.rows),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw notParquet(path, error);
  }
}

/** What to say of a file that is not Parquet or is damaged. */
export function notParquet(path: string, error: unknown): CliError {
  const hint = 'check the format of the source, or ask for the file again; nothing of it was landed';
  const [message] = messageOf(error).split('\n');
  return new CliError(`${path} cannot be read as Parquet: ${message}`, exitCode.source, hint, { cause: error });
}
