import type { Engine } from '../../engine/engine.js';
import { column } from '../../table.js';
import { raw, sql } from '../sql.js';
import { codeJoins, codeSql } from './code-sql.js';
import type { Codes } from './codes.js';
import type { Stamping } from './stamped-cells.js';

/** Reads of every fact the number of its cell (of the keys, the last changing fastest) and of its value, which is -1 where there is none. */
export async function readCodes(
  engine: Engine,
  { steps, from }: Stamping,
  { rows, keys, value }: Codes,
  signal?: AbortSignal,
): Promise<{ cells: Int32Array; values: Int32Array }> {
  const nameOf = (at: number) => `w${at}`;
  const cell = keys.reduce((sum, key, at) => `(${sum}) * ${key.size} + ${codeSql(key, nameOf(at))}`, '0');
  const found = `${codeSql(value, nameOf(keys.length))} - 1`;
  const all = codeJoins([...keys, value], nameOf);
  const select = sql`${steps}\nselect cast(${raw(cell)} as integer) as cell, cast(${raw(found)} as integer) as found\nfrom ${from} as facts${all}`;
  const cells = new Int32Array(rows);
  const values = new Int32Array(rows);
  let at = 0;
  for await (const piece of engine.stream(select.text, select.values, signal)) {
    cells.set(column(piece, 'cell').values as Int32Array, at);
    values.set(column(piece, 'found').values as Int32Array, at);
    at += piece.rows;
  }
  return { cells, values };
}
