/** How many rows differ from each other, counted no further than to `enough`. */
export function distinctRows(columns: Float64Array[], enough: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < (columns[0]?.length ?? 0) && seen.size < enough; row++)
    seen.add(columns.map(column => column[row]).join());
  return seen.size;
}
