import { rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Engine, identifier, literal } from '../engine/engine.js';
import { rowsOf } from '../table.js';

const options = { csv: 'format csv, header true', parquet: 'format parquet, compression zstd' };

/** Writes the answer of a select to a file by the engine's own hand, and answers how many rows it has. Where that fails, what stood there stays, and no file is left that is none. */
export async function copyTo(engine: Engine, select: string, path: string, format: 'csv' | 'parquet'): Promise<number> {
  const file = resolve(path);
  try {
    const copy = `copy (${await writable(engine, select, format)}) to ${literal(file)} (${options[format]})`;
    return Number(rowsOf(await engine.query(copy))[0]?.Count);
  } catch (error) {
    rmSync(join(dirname(file), `tmp_${basename(file)}`), { force: true });
    if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
    throw error;
  }
}

/** The select with every value as the format can have it. */
async function writable(engine: Engine, select: string, format: 'csv' | 'parquet'): Promise<string> {
  const casts = rowsOf(await engine.query(`describe ${select}`)).flatMap(row => {
    const [name, type] = [identifier(String(row.column_name)), String(row.column_type)];
    const cast = inFormat[format](name, type);
    return cast === undefined ? [] : [`${cast} as ${name}`];
  });
  return casts.length > 0 ? `select * replace (${casts.join(', ')}) from (${select})` : select;
}

const inFormat = {
  /** What has parts is JSON, which readers know; the engine's own way of writing it is no other's. */
  csv: (name: string, type: string) =>
    /\]$|^(STRUCT|MAP|UNION)\(/.test(type) ? `cast(to_json(${name}) as varchar)` : undefined,
  /** Parquet has no whole numbers of 128 bits: the engine would write them as doubles, and round them. */
  parquet(name: string, type: string) {
    const digits = type.replaceAll(/"(?:[^"]|"")*"|\bU?HUGEINT\b(?=[[,)]|$)/g, found =>
      found.startsWith('"') ? found : 'DECIMAL(38, 0)',
    );
    return digits === type ? undefined : `cast(${name} as ${digits})`;
  },
};
