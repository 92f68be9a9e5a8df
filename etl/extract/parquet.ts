import { type Engine, literal } from '../../src/engine/engine.js';
import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { rowsOf } from '../../src/table.js';
import type { SourceFile } from './files.js';
import type { Piece } from './piece-writer.js';

/** How the engine reads a Parquet file. */
export interface ParquetScan {
  kind: 'parquet';
  /** What the engine calls its columns: it renames those that are alike but for case, and those without a name. */
  names: string[];
  pieces: Piece[];
}

/** The columns of a Parquet file as it names them and as the engine does, the engine's names of their types, and its rows. Throws CliError (source) where it is none. */
export async function surveyParquet(
  engine: Engine,
  { path }: Pick<SourceFile, 'path'>,
  signal?: AbortSignal,
): Promise<{ header: string[]; names: string[]; types: string[]; rows: number }> {
  try {
    const read = `read_parquet(${literal(path)}, hive_partitioning = false)`;
    const columns = rowsOf(await engine.query(`describe select * from ${read}`, [], signal));
    const counted = rowsOf(await engine.query(`select count(*) as "rows" from ${read}`, [], signal));
    const names = columns.map(column => String(column.column_name));
    return {
      header: names.some(isMaybeRenamed) ? await ownNames(engine, path, signal) : names,
      names,
      types: columns.map(column => String(column.column_type)),
      rows: Number(counted[0]?.rows),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw notParquet(path, error);
  }
}

const isMaybeRenamed = (name: string) => /_[0-9]+$|^C[0-9]+$/.test(name);

/** The names that the file itself gives its columns: those of its schema that stand in no other. */
async function ownNames(engine: Engine, path: string, signal?: AbortSignal): Promise<string[]> {
  const schema = rowsOf(
    await engine.query(`select name, num_children from parquet_schema(${literal(path)})`, [], signal),
  );
  const within: number[] = [];
  const names: string[] = [];
  for (const { name, num_children } of schema) {
    if (within.length === 1) names.push(String(name));
    const parent = within.length - 1;
    if (parent >= 0) within[parent] = (within[parent] as number) - 1;
    within.push(Number(num_children ?? 0));
    while (within.at(-1) === 0) within.pop();
  }
  return names;
}

/** What to say of a file that is not Parquet or is damaged. */
export function notParquet(path: string, error: unknown): CliError {
  const hint = 'check the format of the source, or ask for the file again; nothing of it was landed';
  const [message] = messageOf(error).split('\n');
  return new CliError(`${path} cannot be read as Parquet: ${message}`, exitCode.source, hint, { cause: error });
}
