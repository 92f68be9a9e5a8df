import { identifier, literal } from './engine.js';

/** The select over landed Parquet files, the columns of all of them by name. */
export function parquetSelect(files: string[], condition?: string): string {
  const where = condition ? ` where ${condition}` : '';
  return `select * from read_parquet(${listOf(files)}, union_by_name = true)${where}`;
}

/** The select over NDJSON files with these columns (name to SQL type); no files, no rows. */
export function recordsSelect(files: string[], columns: Record<string, string>, condition?: string): string {
  const typed = Object.entries(columns);
  const nothing = typed.map(([column, type]) => `cast(null as ${type}) as ${identifier(column)}`);
  if (files.length === 0) return `select ${nothing.join(', ')} where false`;
  const types = typed.map(([column, type]) => `${literal(column)}: ${literal(type)}`).join(', ');
  const where = condition ? ` where ${condition}` : '';
  return `select * from read_json(${listOf(files)}, format = 'newline_delimited', columns = {${types}})${where}`;
}

function listOf(files: string[]): string {
  return `[${files.map(literal).join(', ')}]`;
}
