import type { Ground } from './ground.js';

/** The calendar and the settings are the same for every number: no number is explained by their rows. */
const notFollowed = ['dw.dim_date', 'conform.as_of', 'conform.setting', 'conform.scope'];

const triple = ['_batch', '_file', '_row'];

/** The columns by which a row of a table is known: its key, else where its record lies, else all of them. */
export function identityOf({ tables, sources }: Ground, table: string): string[] | undefined {
  if (notFollowed.includes(table)) return undefined;
  const planned = tables.get(table);
  const source = sources.get(table);
  if (!planned || !source) return undefined;
  if (planned.key.length > 0) return planned.key;
  const names = source.columns.map(one => one.column);
  const record = [...triple, '_source', '_mapping'].filter(name => names.includes(name));
  return triple.every(name => record.includes(name)) ? record : names;
}

/** Whether a record stands behind each row of a table, and the columns that say which. */
export function isRecord(names: string[]): boolean {
  return triple.every(name => names.includes(name));
}
