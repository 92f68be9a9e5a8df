import type { MinedTable } from './find.js';

/**
 * The same table with figures as people read them: six places behind the point, of small ones six digits. Whole numbers and texts stay.
 * @example shortFigures({ name: 't', columns: ['lift'], rows: [{ lift: 4 / 3 }] }).rows // [{ lift: 1.333333 }]
 */
export function shortFigures(table: MinedTable): MinedTable {
  const rows = table.rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, short(cell)])),
  );
  return { ...table, rows };
}

function short<T>(cell: T): T | number {
  if (typeof cell !== 'number' || !Number.isFinite(cell)) return cell;
  return Math.abs(cell) < 1e-3 ? Number(cell.toPrecision(6)) : Math.round(cell * 1e6) / 1e6;
}
