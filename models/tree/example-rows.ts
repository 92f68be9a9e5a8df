import { cellReader, column, type Table } from '../../src/table.js';
import type { SplitRow } from './hold-out.js';

/** What each example came to. */
export function targetsOf(features: Table): string[] {
  const read = cellReader(column(features, '_target'));
  return Array.from({ length: features.rows }, (_, row) => String(read(row)));
}

/** The examples as a split sees them. */
export function splitRows(features: Table): SplitRow[] {
  const number = cellReader(column(features, '_row'));
  const day = column(features, 'as_of');
  const days = day.values as Int32Array;
  return Array.from({ length: features.rows }, (_, row) => ({
    number: Number(number(row)),
    day: day.present?.[row] === 0 ? null : (days[row] as number),
  }));
}
