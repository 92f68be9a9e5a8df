import type { CodedColumn } from './bins.js';

/** The rows of a node by the code of a column, ascending: which codes there are, and of each how many rows of each class. */
export interface Groups {
  length: number;
  codes: Uint32Array;
  /** Classes of the first code, of the second, and so on. */
  counts: Uint32Array;
  /** Of the rows without a value. */
  missing: Uint32Array;
  hasMissing: boolean;
}

/** Counts rows into groups; what it returns is overwritten by the next count. */
export function grouping(most: number, classes: number) {
  const found: Groups = {
    length: 0,
    codes: new Uint32Array(most),
    counts: new Uint32Array(most * classes),
    missing: new Uint32Array(classes),
    hasMissing: false,
  };
  /** Rows by code and class, and a bit for each code that is there: all 0 between two counts. */
  const table = new Uint32Array((most + 1) * classes);
  const bits = new Int32Array((most >>> 5) + 1);
  let room = new Float64Array(0);

  /** Where rows are very few for the codes, sorting them is sooner done than going through the bits of all codes. */
  return (rows: Uint32Array, column: CodedColumn, labels: ArrayLike<number>): Groups => {
    found.length = 0;
    found.missing.fill(0);
    if (rows.length * 256 < column.size) sorted(rows, column, labels);
    else counted(rows, column, labels);
    found.hasMissing = found.missing.some(count => count > 0);
    return found;
  };

  function counted(rows: Uint32Array, { codes, size }: CodedColumn, labels: ArrayLike<number>): void {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      const code = codes[row] as number;
      const place = code * classes + (labels[row] as number);
      table[place] = (table[place] as number) + 1;
      bits[code >>> 5] = (bits[code >>> 5] as number) | (1 << code);
    }
    for (let word = 0; word <= size >>> 5; word++) {
      for (let left = bits[word] as number; left !== 0; left &= left - 1)
        take(word * 32 + 31 - Math.clz32(left & -left), size);
      bits[word] = 0;
    }
  }

  /** Moves the rows of a code from the table to where they are found. */
  function take(code: number, size: number): void {
    const [target, to] = code === size ? [found.missing, 0] : [found.counts, found.length * classes];
    for (let own = 0, from = code * classes; own < classes; own++, from++) {
      target[to + own] = table[from] as number;
      table[from] = 0;
    }
    if (code !== size) found.codes[found.length++] = code;
  }

  function sorted(rows: Uint32Array, { codes, size }: CodedColumn, labels: ArrayLike<number>): void {
    if (room.length < rows.length) room = new Float64Array(rows.length);
    const keys = room.subarray(0, rows.length);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      keys[at] = (codes[row] as number) * classes + (labels[row] as number);
    }
    keys.sort();
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as number;
      const code = Math.floor(key / classes);
      const own = key - code * classes;
      if (code === size) found.missing[own] = (found.missing[own] as number) + 1;
      else {
        if (found.length === 0 || found.codes[found.length - 1] !== code) {
          found.counts.fill(0, found.length * classes, (found.length + 1) * classes);
          found.codes[found.length++] = code;
        }
        const place = (found.length - 1) * classes + own;
        found.counts[place] = (found.counts[place] as number) + 1;
      }
    }
  }
}
