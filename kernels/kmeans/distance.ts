import { centers, clusters, dimensions, rows } from './fields';

/** The squared distance of a row from a centre in doubles, summed in the order of the columns. */
@inline export function squared(row: usize, center: usize, width: i32): f64 {
  let sum: f64 = 0;
  for (let d = 0; d < width; d++) {
    const difference = load<f64>(row + (d << 3)) - load<f64>(center + (d << 3));
    sum += difference * difference;
  }
  return sum;
}

export let label: i32 = 0;
export let gap: f64 = 0;

/** The nearest centre by doubles, the first of equally near ones, and how much farther the next is, into `label` and `gap`. */
export function exactly(row: u32): void {
  const width = dimensions();
  const at = rows() + <usize>row * (width << 3);
  const k = clusters();
  let least: f64 = Infinity;
  let second: f64 = Infinity;
  let best = 0;
  for (let j = 0, center = centers(); j < k; j++, center += width << 3) {
    const distance = squared(at, center, width);
    if (distance < least) {
      second = least;
      least = distance;
      best = j;
    } else if (distance < second) second = distance;
  }
  label = best;
  gap = sqrt(second) - sqrt(least);
}
