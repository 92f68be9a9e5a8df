import { groupedBy } from '../grouped.js';
import type { Group } from './groups.js';
import type { Looked } from './look.js';

/** What all records have in a column; null where there is nothing, or their file has no such column. */
export function textsIn(files: Looked[], name: string): (string | null)[] {
  return files.flatMap(({ columns, rows }) => {
    const at = columns.indexOf(name);
    return rows.map(row => row[at] ?? null);
  });
}

/** The same group with the columns whose headers say nothing to us. */
export function unread(group: Group): Group {
  return { ...group, columns: group.columns.filter(({ field }) => field === undefined) };
}

/** Columns with a few words, and the different ones of each; `''` where a record has none. */
export function wordColumns({ columns, files }: Group): { name: string; distinct: number; words: string[] }[] {
  return columns
    .filter(({ distinct }) => distinct > 0 && distinct <= 20)
    .map(({ name, distinct }) => {
      const words = [...new Set(textsIn(files, name).map(text => text ?? ''))].sort();
      return { name, distinct, words };
    })
    .filter(({ words }) => words.length > 1);
}

/** What the lines of each order have in a column, of orders with several in one file: another one may tell it again. Columns by name. */
export function textsOfOrders({ files }: Group, order: string, column: string): string[][] {
  return files.flatMap(file => {
    const [orders, texts] = [textsIn([file], order), textsIn([file], column)];
    const told = orders.flatMap((number, at) => (number && texts[at] ? [{ number, text: texts[at] }] : []));
    const lines = [...groupedBy(told, ({ number }) => number).values()];
    return lines.filter(({ length }) => length > 1).map(some => some.map(({ text }) => text));
  });
}

/** Whether nearly all records of each file have a value of their own in a column, whatever other files have. */
export function areApartInEach({ files }: Group, name: string): boolean {
  return files.every(file => new Set(textsIn([file], name)).size >= file.rows.length * 0.98);
}
