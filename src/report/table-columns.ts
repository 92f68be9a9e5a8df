import type { TableColumn } from './block.js';

/** Columns of words, by their headings. */
export function words(...names: string[]): TableColumn[] {
  return names.map(name => ({ name }));
}

/** Columns of numbers, which are written to the right. */
export function numbers(...names: string[]): TableColumn[] {
  return names.map(name => ({ name, isNumber: true }));
}
