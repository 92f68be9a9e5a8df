import type { Design } from './design.js';

/** Every so-manieth row, as the whole is centred and scaled. */
export function thinned(design: Design, stride: number): Design {
  const take = (values: ArrayLike<number>) =>
    Float64Array.from({ length: Math.floor(design.rows / stride) }, (_, at) => values[at * stride] as number);
  const labels = take(design.labels);
  const weights = design.weights && take(design.weights);
  return { ...design, columns: design.columns.map(take), labels, weights, rows: labels.length, counted: undefined };
}
