import type { Cell, CubeResult } from '../../index.js';
import type { Sheet } from './sheet.js';

/** One record per cell, for programs: levels, measures, and which levels a subtotal sums over. */
export function recordSheet({ rows, request }: CubeResult): Sheet {
  const levels = [...request.rows, ...request.columns].map(one => one.name);
  const measures = request.shown.map(one => one.as);
  const flags = ['$total', '$others'].filter(flag => rows.some(row => row[flag] !== undefined));
  const columns = [...levels, ...measures, ...flags];
  const plain = (cell: Cell | string[] | undefined): Cell => (Array.isArray(cell) ? cell.join(' ') : (cell ?? null));
  return { columns, rows: rows.map(row => columns.map(name => plain(row[name]))) };
}

/** A table for people: subtotals have a word, columns stand side by side. */
export function cubeSheet(answer: CubeResult, _bars: boolean): Sheet {
  return recordSheet(answer);
}
