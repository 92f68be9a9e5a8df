import { extent } from './extent.js';

/** A column of numbers, NaN where a value is missing, or one of words, null where one is. */
export type GowerColumn = Float64Array | readonly (string | null)[];

/**
 * Gower's distance (1971) of each pair of rows of mixed columns, from 0 to 1: the mean over the columns that both rows have of the
 * difference over the range of the column, of words 0 for the same and 1 for another. The pairs stand as R's `daisy` has them: the
 * first row with the second, the third and so on, then the second row with the third. NaN where two rows have no column in common. A
 * column of one value adds nothing, but counts.
 *
 * @example gower([Float64Array.of(0, 5, 10), ['a', 'b', 'b']]) // [0.75, 1, 0.25]
 */
export function gower(columns: readonly GowerColumn[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const parts = columns.map(differencesOf);
  const found = new Float64Array((rows * (rows - 1)) / 2);
  let pair = 0;
  for (let row = 0; row < rows; row++)
    for (let other = row + 1; other < rows; other++) {
      const there = parts.map(part => part(row, other)).filter(part => part !== undefined);
      found[pair++] = there.reduce((sum, part) => sum + part, 0) / there.length;
    }
  return found;
}

type Differences = (row: number, other: number) => number | undefined;

function differencesOf(column: GowerColumn): Differences {
  if (!(column instanceof Float64Array)) {
    return (row, other) =>
      column[row] === null || column[other] === null ? undefined : Number(column[row] !== column[other]);
  }
  const [least, greatest] = extent(column);
  const range = greatest - least;
  return (row, other) => {
    const difference = Math.abs((column[row] as number) - (column[other] as number));
    return Number.isNaN(difference) ? undefined : range > 0 ? difference / range : 0;
  };
}
