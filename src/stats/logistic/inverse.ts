import { type Cholesky, solve } from './cholesky.js';

/** The inverse of a matrix by its factor, row by row. */
export function inverse(own: Cholesky): Float64Array {
  const { size } = own;
  const found = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const unit = new Float64Array(size);
    unit[row] = 1;
    found.set(solve(own, unit), row * size);
  }
  return found;
}
