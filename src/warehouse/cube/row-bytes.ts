import type { Column } from '../../table.js';

const bytes: Record<Column['type']['kind'], number> = {
  boolean: 1,
  integer: 4,
  date: 4,
  bigint: 8,
  double: 8,
  timestamp: 8,
  decimal: 8,
  text: 16,
};

/** What a row takes before anything is compressed; sums are taken to fit into 64 bits. */
export function rowBytes(columns: Column[]): number {
  return columns.reduce((sum, { type }) => sum + bytes[type.kind], 0);
}
