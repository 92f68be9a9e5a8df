import { squared } from './distance';
import { chosen, coarse, dimensions, fine, nearest, partSums, parts, rows, totals, trials, tries } from './fields';
import { add, split } from './sums';

/** For each trial start the sum of squared distances that would be left with it; two at a time. */
export function attempt(from: u32, to: u32, slot: i32): void {
  const width = dimensions();
  const high = f64x2.splat(coarse()), low = f64x2.splat(fine());
  for (let pair = 0; pair < (tries() + 1) >> 1; pair++) {
    const trial = trials() + <usize>pair * (width << 4);
    const total = totals(slot) + (pair << 5);
    let highs = v128.load(total), lows = v128.load(total, 16);
    for (let row = from; row < to; row++) {
      const at = rows() + <usize>row * (width << 3);
      let sum = f64x2.splat(0);
      for (let d = 0; d < width; d++) {
        const difference = f64x2.sub(v128.load_splat<f64>(at + (d << 3)), v128.load(trial + (d << 4)));
        sum = f64x2.add(sum, f64x2.mul(difference, difference));
      }
      sum = f64x2.pmin(sum, v128.load_splat<f64>(nearest() + (row << 3)));
      const rounded = f64x2.sub(f64x2.add(sum, high), high);
      highs = f64x2.add(highs, rounded);
      lows = f64x2.add(lows, f64x2.sub(f64x2.add(f64x2.sub(sum, rounded), low), low));
    }
    v128.store(total, highs);
    v128.store(total, lows, 16);
  }
}

/** Takes the chosen start: the squared distance of each row from its nearest start, and their sums by part. */
export function spread(from: u32, to: u32, slot: i32): void {
  const width = dimensions();
  const high = coarse(), low = fine();
  for (let row = from; row < to; row++) {
    const place = nearest() + (row << 3);
    const least = min(load<f64>(place), squared(rows() + <usize>row * (width << 3), chosen(), width));
    store<f64>(place, least);
    add(partSums(slot) + (<usize>load<u16>(parts() + (row << 1)) << 4), split(least, high, low));
  }
}
