import { type Columns, valueOrder } from './value-order.js';

/** The distinct rows in the order of their values, row by row in one array, and how often each occurs. */
export interface Points {
  rows: number;
  dimensions: number;
  values: Float64Array;
  weights: Float64Array;
  /** For each row as given, which of the distinct rows it is. */
  place: Uint32Array;
}

/** Columns as points. Throws a RangeError that names column and row where lengths differ or a value is not finite. */
export function pointsOf(columns: Columns): Points {
  refuse(columns);
  const order = valueOrder(columns);
  const place = new Uint32Array(order.length);
  const firsts = new Uint32Array(order.length);
  let distinct = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    const last = firsts[distinct - 1] as number;
    if (distinct === 0 || columns.some(column => column[row] !== column[last])) firsts[distinct++] = row;
    place[row] = distinct - 1;
  }
  const weights = new Float64Array(distinct);
  for (const one of place) weights[one] = (weights[one] as number) + 1;
  const dimensions = columns.length;
  const values = new Float64Array(distinct * dimensions);
  columns.forEach((column, d) => {
    for (let at = 0; at < distinct; at++) values[at * dimensions + d] = (column[firsts[at] as number] as number) + 0;
  });
  return { rows: distinct, dimensions, values, weights, place };
}

function refuse(columns: Columns): void {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) throw new RangeError('no clusters of no rows');
  columns.forEach((column, index) => {
    if (column.length !== rows)
      throw new RangeError(
        `column ${index} has ${column.length} rows, column 0 has ${rows}: they must be equally long`,
      );
    for (let row = 0; row < rows; row++)
      if (!Number.isFinite(column[row]))
        throw new RangeError(`column ${index} is ${column[row]} in row ${row}: leave such rows out or fill them first`);
  });
}

/** The squared distance from a point to a centre, summed in the order of the columns. */
export function squaredDistance(
  { values, dimensions }: Points,
  row: number,
  centers: Float64Array,
  center: number,
): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const difference = (values[row * dimensions + d] as number) - (centers[center * dimensions + d] as number);
    sum += difference * difference;
  }
  return sum;
}
