import { clusters, counts, dimensions, grids, labels, rows, sums } from './fields';

/**
 * A number as two parts, each a multiple of a power of two so great that sums of them are exact, in whatever order they are added
 * (Demmel & Nguyen 2013, "Fast reproducible floating-point summation"): adding and taking away 1.5 * 2^52 of that unit rounds to it.
 */
@inline export function split(value: f64, coarse: f64, fine: f64): v128 {
  const high = value + coarse - coarse;
  const low = value - high + fine - fine;
  return f64x2.replace_lane(f64x2.splat(high), 1, low);
}

@inline export function add(at: usize, parts: v128): void {
  v128.store(at, f64x2.add(v128.load(at), parts));
}

@inline function count(slot: i32, label: i32, change: i32): void {
  const at = counts(slot) + (label << 2);
  store<i32>(at, load<i32>(at) + change);
}

/** Takes a row out of the sums of one cluster and adds it to another's; `none` has sums too, which nobody reads. Behind them the moves are counted. */
export function move(row: u32, before: i32, after: i32, slot: i32): void {
  const width = dimensions();
  const grid = grids();
  const at = rows() + <usize>row * (width << 3);
  const less = sums(slot) + <usize>before * (width << 4);
  const more = sums(slot) + <usize>after * (width << 4);
  for (let d = 0; d < width; d++) {
    const units = grid + (d << 4);
    const parts = split(load<f64>(at + (d << 3)), load<f64>(units), load<f64>(units, 8));
    const place = d << 4;
    v128.store(less + place, f64x2.sub(v128.load(less + place), parts));
    add(more + place, parts);
  }
  count(slot, before, -1);
  count(slot, after, 1);
  count(slot, clusters() + 1, 1);
}

/** Adds rows to the sums of their clusters. */
export function tally(from: u32, to: u32, slot: i32): void {
  const none = clusters();
  for (let row = from; row < to; row++) move(row, none, load<u16>(labels() + (row << 1)), slot);
}
