import { columnNames } from '../../etl/extract/column-names.js';
import { surveyParquet } from '../../etl/extract/parquet.js';
import { type Engine, identifier, literal } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import type { Looked } from './look.js';

/** The first records of a Parquet file, as texts, and what its schema says they are. Throws CliError where it is none. */
export async function lookParquet(engine: Engine, path: string, mostRows: number): Promise<Looked> {
  const { header, names, types, rows } = await surveyParquet(engine, { path });
  const texts = names.map((name, at) => `cast(${identifier(name)} as varchar) as ${identifier(`c${at}`)}`);
  const select = `select ${texts.join(', ')} from read_parquet(${literal(path)}, hive_partitioning = false) limit ${mostRows}`;
  const found = rowsOf(await engine.query(select));
  return {
    path,
    reading: {},
    columns: columnNames(header).names,
    types: types.map(typeOf),
    rows: found.map(row => header.map((_, at) => row[`c${at}`] as string | null)),
    refused: 0,
    isPart: rows > mostRows,
    isAscii: true,
  };
}

/** What a value needs no format to be read as. */
export type SchemaType = 'integer' | 'number' | 'date' | 'timestamp' | 'text';

function typeOf(type: string): SchemaType {
  if (/^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/.test(type)) return 'integer';
  if (/^(?:DECIMAL|DOUBLE|FLOAT|REAL)/.test(type)) return 'number';
  if (type === 'DATE') return 'date';
  return type.startsWith('TIMESTAMP') ? 'timestamp' : 'text';
}
