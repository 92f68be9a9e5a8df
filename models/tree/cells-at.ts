import type { Cell } from '../../src/table.js';
import type { Given } from './predictor.js';

/** What stands in a row of coded columns; a word that is no level of its own is none of them. */
export function cellsAt(given: Given[]): (row: number) => (column: string) => Cell {
  const byName = new Map(given.map(one => [one.name, one]));
  return row => name => {
    const { kind, values, levels } = byName.get(name) as Given;
    const value = values[row] as number;
    if (Number.isNaN(value)) return null;
    return kind === 'number' ? value : (levels[value] ?? '');
  };
}
