import { createReadStream, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import { spillFolder } from '../run/spill.js';
import { rowsOf, type Table } from '../table.js';
import { copyTo } from './copy-to.js';
import { reading } from './reading.js';
import type { Session } from './session.js';
import { unknownTable } from './tables.js';
import { requireWritable } from './write-into.js';
import { writeJson } from './write-json.js';

/** The formats a table leaves in. CSV is RFC 4180 with a header and the values as they are, lists and structures as JSON; JSON is an array of row objects, their cells as in every answer; Arrow is an IPC stream. */
export type ExportFormat = 'csv' | 'parquet' | 'arrow' | 'json';

/** How much left, and where it went (`-`: into the given stream). */
export interface Exported {
  rows: number;
  path: string;
}

/** Writes a whole table, by name, to a file or into a stream, which stays open. Throws CliError (usage) for an unknown table. */
export function exportTable(
  session: Session,
  table: string,
  format: ExportFormat,
  to: string | Writable,
): Promise<Exported> {
  return reading(session, async engine => {
    const name = await knownTable(engine, table);
    return exportSelect(session, engine, `select * from ${name}`, format, to);
  });
}

/** Writes the answer of a select to a file or a stream. */
export async function exportSelect(
  session: Session,
  engine: DuckDb,
  select: string,
  format: ExportFormat,
  to: string | Writable,
): Promise<Exported> {
  const path = typeof to === 'string' ? resolve(to) : '-';
  if (typeof to === 'string') requireWritable(to);
  if (format === 'json' || format === 'arrow') return { rows: await written(engine.stream(select), format, to), path };
  if (typeof to === 'string') return { rows: await copyTo(engine, select, to, format), path };
  // What the engine writes only to a file reaches a stream by one that lies aside.
  const aside = spillFolder(session.state);
  try {
    const rows = await copyTo(engine, select, aside, format);
    if (statSync(aside).size > 0) await pipeline(createReadStream(aside), to, { end: false });
    return { rows, path };
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Writes pieces of a table in a format that we write ourselves, and answers how many rows they had. */
async function written(pieces: AsyncIterable<Table>, format: 'json' | 'arrow', to: string | Writable): Promise<number> {
  let rows = 0;
  async function* counted(): AsyncGenerator<Table> {
    for await (const piece of pieces) {
      rows += piece.rows;
      yield piece;
    }
  }
  if (format === 'json') await writeJson(counted(), to);
  else {
    const { writeArrow } = await import('./write-arrow.js');
    await writeArrow(counted(), to);
  }
  return rows;
}

/** The quoted name of a table that stands. Throws CliError (usage) with the nearest name. */
async function knownTable(engine: DuckDb, table: string): Promise<string> {
  const names = rowsOf(
    await engine.query("select table_schema || '.' || table_name as name from information_schema.tables"),
  ).map(row => String(row.name));
  if (names.includes(table)) return identifier(...table.split('.'));
  throw unknownTable(table, names);
}
