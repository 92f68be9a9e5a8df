/** Columns of equal length, one array each. */
export type Columns = ArrayLike<number>[];

/** Below so many rows comparing is sooner done than counting. */
const few = 4096;

/**
 * The numbers of the rows in the order of their values: by the first column, equal ones by the second, and so on. What is computed in
 * this order does not depend on the order in which the rows came; equal rows stand together. The values must be finite.
 */
export function valueOrder(columns: Columns): Uint32Array {
  const rows = columns[0]?.length ?? 0;
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const pending: Span[] = [{ from: 0, to: rows, depth: 0 }];
  for (let span = pending.pop(); span; span = pending.pop()) {
    const column = columns[span.depth];
    if (!column) continue;
    if (span.to - span.from <= few) sortPlainly(columns, order, span);
    else {
      sortByBits(column, order.subarray(span.from, span.to));
      runs(column, order, span, run => pending.push(run));
    }
  }
  return order;
}

/** Rows that are equal in the columns before `depth`. */
interface Span {
  from: number;
  to: number;
  depth: number;
}

function sortPlainly(columns: Columns, order: Uint32Array, { from, to, depth }: Span): void {
  order.subarray(from, to).sort((left, right) => {
    for (let index = depth; index < columns.length; index++) {
      const column = columns[index] as ArrayLike<number>;
      const difference = (column[left] as number) - (column[right] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Tells of each run of equal values that is longer than one row; the next column decides within it. */
function runs(
  column: ArrayLike<number>,
  order: Uint32Array,
  { from, to, depth }: Span,
  tell: (run: Span) => void,
): void {
  for (let begin = from; begin < to; ) {
    const value = column[order[begin] as number];
    let end = begin + 1;
    while (end < to && column[order[end] as number] === value) end++;
    if (end - begin > 1) tell({ from: begin, to: end, depth: depth + 1 });
    begin = end;
  }
}

const digit = 0xffff;

/** Radix sort by the bits of the doubles, sixteen at a time: as whole numbers they stand in the order of their values once the sign is turned. */
function sortByBits(column: ArrayLike<number>, order: Uint32Array): void {
  const bits = new Uint32Array(Float64Array.from(order, row => column[row] as number).buffer);
  for (let at = 0; at < bits.length; at += 2) {
    const high = bits[at + 1] as number;
    const isNegative = high >>> 31 === 1;
    bits[at] = isNegative ? ~(bits[at] as number) : (bits[at] as number);
    bits[at + 1] = isNegative ? ~high : high ^ 0x80000000;
  }
  let places = Uint32Array.from(order.keys());
  let spare = new Uint32Array(order.length);
  for (const [word, shift] of [
    [0, 0],
    [0, 16],
    [1, 0],
    [1, 16],
  ] as const) {
    scatter(bits, places, spare, word, shift);
    [places, spare] = [spare, places];
  }
  const sorted = Uint32Array.from(places, place => order[place] as number);
  order.set(sorted);
}

function scatter(bits: Uint32Array, from: Uint32Array, to: Uint32Array, word: number, shift: number): void {
  const starts = new Uint32Array(digit + 2);
  for (let place = word; place < bits.length; place += 2) {
    const bucket = (((bits[place] as number) >>> shift) & digit) + 1;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++)
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  for (let at = 0; at < from.length; at++) {
    const place = from[at] as number;
    const bucket = ((bits[place * 2 + word] as number) >>> shift) & digit;
    const next = starts[bucket] as number;
    starts[bucket] = next + 1;
    to[next] = place;
  }
}
