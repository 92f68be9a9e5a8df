/** Paths one behind the other: of each step the column, the share of rows that go on where it is not known, whether the row does, and the weight of the subsets of so many steps. */
export interface ShapPath {
  columns: Int32Array;
  zeros: Float64Array;
  ones: Float64Array;
  weights: Float64Array;
}

/** Room for all paths down to a depth. */
export function shapPath(depth: number): ShapPath {
  const size = ((depth + 2) * (depth + 3)) / 2;
  const [zeros, ones, weights] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  return { columns: new Int32Array(size), zeros, ones, weights };
}

/** Copies the path before to its place and adds a step at its end. */
export function extend(
  { columns, zeros, ones, weights }: ShapPath,
  { before, length, column, zero, one }: { before: number; length: number; column: number; zero: number; one: number },
  at: number,
): void {
  for (let step = 0; step < length; step++) {
    columns[at + step] = columns[before + step] as number;
    zeros[at + step] = zeros[before + step] as number;
    ones[at + step] = ones[before + step] as number;
    weights[at + step] = weights[before + step] as number;
  }
  columns[at + length] = column;
  zeros[at + length] = zero;
  ones[at + length] = one;
  weights[at + length] = length === 0 ? 1 : 0;
  for (let step = length - 1; step >= 0; step--) {
    const here = weights[at + step] as number;
    const above = at + step + 1;
    weights[above] = (weights[above] as number) + (one * here * (step + 1)) / (length + 1);
    weights[at + step] = (zero * here * (length - step)) / (length + 1);
  }
}

/** Takes a step out of a path whose last one is `last`. */
export function unwind({ columns, zeros, ones, weights }: ShapPath, at: number, last: number, gone: number): void {
  const [zero, one] = [zeros[at + gone] as number, ones[at + gone] as number];
  let left = weights[at + last] as number;
  for (let step = last - 1; step >= 0; step--) {
    const here = weights[at + step] as number;
    if (one === 0) weights[at + step] = (here * (last + 1)) / (zero * (last - step));
    else {
      const found = (left * (last + 1)) / ((step + 1) * one);
      weights[at + step] = found;
      left = here - (found * zero * (last - step)) / (last + 1);
    }
  }
  for (let step = at + gone; step < at + last; step++) {
    columns[step] = columns[step + 1] as number;
    zeros[step] = zeros[step + 1] as number;
    ones[step] = ones[step + 1] as number;
  }
}

/** The sum of the weights that a path would have without a step. */
export function unwoundSum({ zeros, ones, weights }: ShapPath, at: number, last: number, gone: number): number {
  const [zero, one] = [zeros[at + gone] as number, ones[at + gone] as number];
  let left = weights[at + last] as number;
  let sum = 0;
  for (let step = last - 1; step >= 0; step--) {
    const here = weights[at + step] as number;
    if (one === 0) sum += (here * (last + 1)) / (zero * (last - step));
    else {
      const found = (left * (last + 1)) / ((step + 1) * one);
      sum += found;
      left = here - (found * zero * (last - step)) / (last + 1);
    }
  }
  return sum;
}
