/** A lower triangle L with L Lᵗ = A, row by row; rows of A that are combinations of those before them are left out: zeros, and not kept. */
export interface Cholesky {
  factor: Float64Array;
  size: number;
  kept: boolean[];
}

/** Below this share of its own diagonal what is left of a row is rounding: about five digits of a column. */
const dependent = 1e-10;

/** The Cholesky factor of a symmetric matrix, given row by row; of the rows that are kept, if it is told which. */
export function cholesky(matrix: Float64Array, size: number, known?: boolean[]): Cholesky {
  const factor = new Float64Array(size * size);
  const kept = Array.from({ length: size }, (_, row) => known?.[row] ?? true);
  for (let row = 0; row < size; row++) {
    if (!kept[row]) continue;
    const at = row * size;
    for (let column = 0; column < row; column++) {
      if (!kept[column]) continue;
      const left = (matrix[at + column] as number) - product(factor, at, column * size, column);
      factor[at + column] = left / (factor[column * size + column] as number);
    }
    const own = matrix[at + row] as number;
    const rest = own - product(factor, at, at, row);
    if (rest > own * (known ? 0 : dependent)) factor[at + row] = Math.sqrt(rest);
    else {
      kept[row] = false;
      factor.fill(0, at, at + size);
    }
  }
  return { factor, size, kept };
}

/** The x of A x = b; 0 at what is not kept. */
export function solve({ factor, size, kept }: Cholesky, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row++) {
    if (kept[row])
      x[row] = ((x[row] as number) - product2(factor, row * size, x, row)) / (factor[row * size + row] as number);
    else x[row] = 0;
  }
  for (let row = size - 1; row >= 0; row--) {
    if (!kept[row]) continue;
    let sum = x[row] as number;
    for (let below = row + 1; below < size; below++)
      sum -= (factor[below * size + row] as number) * (x[below] as number);
    x[row] = sum / (factor[row * size + row] as number);
  }
  return x;
}

function product(values: Float64Array, left: number, right: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (values[left + at] as number) * (values[right + at] as number);
  return sum;
}

function product2(values: Float64Array, from: number, other: Float64Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (values[from + at] as number) * (other[at] as number);
  return sum;
}
