/** Rows of a key and a base cell, and the groupings of the base cells. */
export interface DistinctTask {
  /** Of each row whose it is: 0, 1, 2 … without large gaps; a negative one is nobody. */
  keys: Int32Array;
  /** Of each row in which base cell it stands: 0, 1, 2 …. */
  cells: Int32Array;
  /** Of each grouping the cell of every base cell: 0, 1, 2 …; the coarsest grouping has one cell for all. */
  groupings: Int32Array[];
}

/**
 * Counts, for all groupings at once, how many different keys stand in each cell; answers one array per grouping. The rows are gone through
 * key by key; a cell counts a key when its stamp is not yet that key's, so no set of keys is ever held: the memory is that of the rows.
 */
export function distinctCounts({ keys, cells, groupings }: DistinctTask): Int32Array[] {
  const { starts, byKey } = sortByKey(keys, cells);
  const { places, offsets, size } = placesOf(groupings);
  const stamps = new Int32Array(size);
  const counts = new Int32Array(size);
  const seen = new Int32Array(groupings[0]?.length ?? 0);
  const width = groupings.length;
  for (let key = 1; key < starts.length; key++) {
    const end = starts[key] as number;
    for (let row = starts[key - 1] as number; row < end; row++) {
      const cell = byKey[row] as number;
      if (seen[cell] === key) continue;
      seen[cell] = key;
      const last = cell * width + width;
      for (let at = cell * width; at < last; at++) {
        const place = places[at] as number;
        if (stamps[place] === key) continue;
        stamps[place] = key;
        counts[place] = (counts[place] as number) + 1;
      }
    }
  }
  return offsets.map((offset, at) => counts.slice(offset, offsets[at + 1] ?? size));
}

/** The base cells of the rows in the order of their keys; those of key k are from `starts[k]` up to `starts[k + 1]`. Rows of nobody are left out. */
function sortByKey(keys: Int32Array, cells: Int32Array): { starts: Uint32Array; byKey: Int32Array } {
  let largest = -1;
  for (const key of keys) if (key > largest) largest = key;
  const starts = new Uint32Array(largest + 2);
  for (const key of keys) if (key >= 0) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] as number) + (starts[key - 1] as number);
  const byKey = new Int32Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (key < 0) continue;
    const place = next[key] as number;
    byKey[place] = cells[row] as number;
    next[key] = place + 1;
  }
  return { starts, byKey };
}

/** The cells of all groupings in one row of places, and for each base cell its places side by side. */
function placesOf(groupings: Int32Array[]): { places: Int32Array; offsets: number[]; size: number } {
  const width = groupings.length;
  const places = new Int32Array((groupings[0]?.length ?? 0) * width);
  const offsets: number[] = [];
  let size = 0;
  for (const [at, grouping] of groupings.entries()) {
    offsets.push(size);
    let largest = -1;
    for (let cell = 0; cell < grouping.length; cell++) {
      const own = grouping[cell] as number;
      places[cell * width + at] = size + own;
      if (own > largest) largest = own;
    }
    size += largest + 1;
  }
  return { places, offsets, size };
}
