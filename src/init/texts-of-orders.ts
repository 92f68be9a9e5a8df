import type { Group } from './groups.js';

/** What the lines of each order have in a column, of orders with several; columns by name. */
export function textsOfOrders({ files }: Group, order: string, column: string): string[][] {
  const texts = new Map<string, string[]>();
  for (const { columns, rows } of files) {
    const [number, at] = [columns.indexOf(order), columns.indexOf(column)];
    for (const row of rows) {
      const [key, text] = [row[number], row[at]];
      if (key && text) texts.set(key, [...(texts.get(key) ?? []), text]);
    }
  }
  return [...texts.values()].filter(({ length }) => length > 1);
}
