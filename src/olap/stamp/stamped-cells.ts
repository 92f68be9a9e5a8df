import { type Engine, identifier } from '../../engine/engine.js';
import { distinctCounts } from '../../stats/distinct-counts.js';
import type { Column, Table } from '../../table.js';
import type { Sql } from '../sql.js';
import { baseCells, groupingOf } from './base-cells.js';
import { codesOf, type KeyCodes } from './codes.js';
import { readCodes } from './read-codes.js';

/** Different values to be counted in the cells of several groupings. */
export interface Stamping {
  /** `with …`: the steps that lead to `from`, a row per fact with the keys and the value. */
  steps: Sql;
  from: string;
  keys: string[];
  /** What is counted; one that is null does not count. */
  value: string;
  sets: { id: number; keys: string[] }[];
}

/** Above these the keys make too many cells to be held in arrays, and the engine counts by itself. */
const mostCodes = 2 ** 26;
const mostPlaces = 2 ** 26;

/**
 * Counts them outside the engine, in one pass over the facts for all groupings, and answers a select of the cells: the keys, "$set" and
 * the count under the name of the value. Undefined where there are no facts, or too many cells. Throws QueryError.
 */
export async function stampedCells(
  engine: Engine,
  stamping: Stamping,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { keys, value, sets } = stamping;
  const codes = await codesOf(engine, stamping, signal);
  if (!codes || codes.keys.reduce((all, { size }) => all * size, 1) > mostCodes) return undefined;
  const read = await readCodes(engine, stamping, codes, signal);
  const base = baseCells(read.cells, codes.keys);
  if (base.count * sets.length > mostPlaces) return undefined;
  const groupings = sets.map(set =>
    groupingOf(
      base,
      codes.keys,
      keys.map(key => set.keys.includes(key)),
    ),
  );
  const counts = distinctCounts({ keys: read.values, cells: base.cells, groupings: groupings.map(one => one.cells) });
  const rows = counts.reduce((all, one) => all + one.length, 0);
  const table: Table = {
    rows,
    columns: [
      ...keys.map((_, at) =>
        integers(
          `k${at}`,
          rows,
          groupings.map(one => one.codes[at] as Int32Array),
        ),
      ),
      integers(
        'grouping',
        rows,
        counts.map((one, at) => one.slice().fill(sets[at]?.id ?? 0)),
      ),
      integers('found', rows, counts),
    ],
  };
  return cellsSelect(await engine.writeAside(table), codes.keys, keys, value);
}

function integers(name: string, rows: number, pieces: Int32Array[]): Column {
  const values = new Int32Array(rows);
  let at = 0;
  for (const piece of pieces) {
    values.set(piece, at);
    at += piece.length;
  }
  return { name, type: { kind: 'integer' }, values };
}

function cellsSelect(table: string, codes: KeyCodes[], keys: string[], value: string): string {
  const columns = keys.map((key, at) => {
    const { least, type, words } = codes[at] as KeyCodes;
    const own = words
      ? `w${at}.word`
      : `case when cells.k${at} > 0 then cast(cells.k${at} - 1 + (${least}) as ${type}) end`;
    return `${own} as ${identifier(key)}`;
  });
  const joins = codes.map(({ words }, at) =>
    words ? `\n  left join ${words} as w${at} on w${at}.code = cells.k${at}` : '',
  );
  return `select ${[...columns, 'cells.grouping as "$set"'].join(', ')}, cast(cells.found as bigint) as ${identifier(value)}
  from ${table} as cells${joins.join('')}`;
}
