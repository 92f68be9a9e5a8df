import { columns, factors, means, sums, values, wantsSquares } from './fields';

/** By column the sum of the distances from what is taken off, or of their squares. */
export function moments(from: u32, to: u32): void {
  const target = sums(from >> 14);
  const squares = wantsSquares();
  for (let column: u32 = 0; column < columns(); column++) {
    const mean = load<f64>(means() + (<usize>column << 3));
    let sum: f64 = 0, other: f64 = 0;
    let at = values(column) + (<usize>from << 3);
    for (const end = values(column) + (<usize>(to & ~1) << 3); at < end; at += 16) {
      const distance = load<f64>(at) - mean, next = load<f64>(at, 8) - mean;
      sum += squares ? distance * distance : distance;
      other += squares ? next * next : next;
    }
    if (to & 1) {
      const distance = load<f64>(at) - mean;
      sum += squares ? distance * distance : distance;
    }
    store<f64>(target + (<usize>column << 3), sum + other);
  }
}

/** Centres and scales the columns where they stand. */
export function standardize(from: u32, to: u32): void {
  for (let column: u32 = 0; column < columns(); column++) {
    const mean = load<f64>(means() + (<usize>column << 3));
    const factor = load<f64>(factors() + (<usize>column << 3));
    const end = values(column) + (<usize>to << 3);
    for (let at = values(column) + (<usize>from << 3); at < end; at += 8) store<f64>(at, (load<f64>(at) - mean) * factor);
  }
}
