import type { ColumnUse } from '../../plan/column-lineage/column-use.js';
import type { Ground } from './ground.js';
import type { Place } from './place.js';

/** The input columns of what is followed; of rows, the rows they are made of. */
export function inputsOf({ sources }: Ground, { table, columns }: Place): ColumnUse[] {
  const source = sources.get(table);
  if (columns.length === 0) return source?.rows ?? [];
  return (source?.columns ?? []).filter(one => columns.includes(one.column)).flatMap(one => one.feeds);
}
