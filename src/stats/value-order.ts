/** Columns of equal length, one array each. */
export type Columns = ArrayLike<number>[];

const small = 24;

/**
 * The numbers of the rows in the order of their values: by the first column, equal ones by the second, and so on. What is computed in
 * this order does not depend on the order in which the rows came; equal rows stand together. The values must be finite.
 */
export function valueOrder(columns: Columns): Uint32Array {
  const rows = columns[0]?.length ?? 0;
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const keys = new Uint32Array(rows);
  const spare = new Uint32Array(rows);
  const pending: Span[] = [{ from: 0, to: rows, depth: 0 }];
  for (let span = pending.pop(); span; span = pending.pop()) {
    if (span.to - span.from <= small) insert(columns, order, span);
    else pending.push(...scatter(columns, order, keys, spare, span));
  }
  return order;
}

/** Rows that are equal in the columns before `depth`. */
interface Span {
  from: number;
  to: number;
  depth: number;
}

function insert(columns: Columns, order: Uint32Array, { from, to, depth }: Span): void {
  for (let at = from + 1; at < to; at++) {
    const row = order[at] as number;
    let hole = at;
    for (; hole > from && isBefore(columns, depth, row, order[hole - 1] as number); hole--)
      order[hole] = order[hole - 1] as number;
    order[hole] = row;
  }
}

function isBefore(columns: Columns, depth: number, left: number, right: number): boolean {
  for (let index = depth; index < columns.length; index++) {
    const column = columns[index] as ArrayLike<number>;
    const a = column[left] as number;
    const b = column[right] as number;
    if (a !== b) return a < b;
  }
  return false;
}

/** Puts the rows of a span into buckets by where they lie between the least and the greatest value; the buckets are the new spans. */
function scatter(columns: Columns, order: Uint32Array, keys: Uint32Array, spare: Uint32Array, span: Span): Span[] {
  const { from, to, depth } = span;
  const column = columns[depth];
  if (!column) return [];
  const [least, greatest] = extent(column, order, span);
  if (least === greatest) return [{ from, to, depth: depth + 1 }];
  const buckets = 2 ** Math.min(20, Math.ceil(Math.log2(to - from)) + 1);
  const scale = (buckets - 1) / (greatest / 2 - least / 2);
  if (!Number.isFinite(scale)) return sortPlainly(columns, order, span);
  const ends = new Uint32Array(buckets + 1);
  for (let at = from; at < to; at++) {
    const bucket = Math.floor(((column[order[at] as number] as number) / 2 - least / 2) * scale);
    keys[at] = bucket;
    ends[bucket + 1] = (ends[bucket + 1] as number) + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket++)
    ends[bucket + 1] = (ends[bucket + 1] as number) + (ends[bucket] as number);
  spare.set(order.subarray(from, to), from);
  for (let at = from; at < to; at++) {
    const bucket = keys[at] as number;
    const place = ends[bucket] as number;
    ends[bucket] = place + 1;
    order[from + place] = spare[at] as number;
  }
  return spansOf(ends, span, buckets);
}

/** Values that lie too close together to be told apart by arithmetic, below 1e-300. */
function sortPlainly(columns: Columns, order: Uint32Array, { from, to, depth }: Span): Span[] {
  order.subarray(from, to).sort((left, right) => (isBefore(columns, depth, left, right) ? -1 : 1));
  return [];
}

/** After scattering, `ends[bucket]` is where the bucket ends. */
function spansOf(ends: Uint32Array, { from, depth }: Span, buckets: number): Span[] {
  const spans: Span[] = [];
  for (let bucket = 0, begin = 0; bucket < buckets; bucket++) {
    const end = ends[bucket] as number;
    if (end - begin > 1) spans.push({ from: from + begin, to: from + end, depth });
    begin = end;
  }
  return spans;
}

function extent(column: ArrayLike<number>, order: Uint32Array, { from, to }: Span): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to; at++) {
    const value = column[order[at] as number] as number;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}
