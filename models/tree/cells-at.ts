import type { Cell } from '../../src/table.js';
import type { Given } from './predictor.js';

/** What stands in a row of coded columns; a word that is no level of its own is none of them. */
export function cellsAt(given: Given[]): (row: number) => (column: string) => Cell {
  const byName = new Map(given.map(one => [one.name, { ...one, other: noneOf(one.levels) }]));
  return row => name => {
    const { kind, values, levels, other } = byName.get(name) as Given & { other: string };
    const value = values[row] as number;
    if (Number.isNaN(value)) return null;
    return kind === 'number' ? value : (levels[value] ?? other);
  };
}

/** Longer than each of them. */
function noneOf(levels: readonly string[]): string {
  return `${levels.join('')}?`;
}
