import { index, labels, leaves, payload, real, scores } from './fields';

/**
 * Adds to the scores what the leaves of the last tree say, and finds the first and second derivatives of the loss for the next: as whole numbers, the
 * first in the upper half.
 */
export function step(from: u32, to: u32): void {
  let leaf = leaves();
  while (load<u32>(leaf, 4) <= from) leaf += 16;
  for (let at = from; at < to; leaf += 16) {
    const end = min(to, load<u32>(leaf, 4));
    const value = f64x2.splat(load<f64>(leaf, 8));
    for (; at < end; at += 4) four(at, end - 1, value);
    at = end;
  }
}

/** Rows four at a time; behind the last one it is done again, with the same outcome as all are read before any is written. */
@inline function four(at: u32, last: u32, value: v128): void {
  const a = rowAt(at), b = rowAt(min(at + 1, last)), c = rowAt(min(at + 2, last)), d = rowAt(min(at + 3, last));
  const first = f64x2.add(pairOf(a, b), value), second = f64x2.add(pairOf(c, d), value);
  const score = v128.shuffle<f32>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 1, 4, 5);
  const one = f32x4.splat(1);
  const p = f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(score))));
  const off = f32x4.sub(p, f32x4.convert_i32x4_s(i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(
    i32x4.splat(labelOf(a)), 1, labelOf(b)), 2, labelOf(c)), 3, labelOf(d))));
  const curve = f32x4.mul(p, f32x4.sub(one, p));
  const gradient = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(off, f32x4.splat(<f32>real(0)))));
  const hessian = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(curve, f32x4.splat(<f32>real(1)))));
  keep(a, b, first, v128.shuffle<i32>(hessian, gradient, 0, 4, 1, 5));
  keep(c, d, second, v128.shuffle<i32>(hessian, gradient, 2, 6, 3, 7));
}

@inline function rowAt(at: u32): usize { return load<u32>(index() + (<usize>at << 2)); }
@inline function labelOf(row: usize): i32 { return load<u8>(labels() + row); }
@inline function pairOf(a: usize, b: usize): v128 {
  return v128.load_lane<u64>(scores() + (b << 3), v128.load_zero<u64>(scores() + (a << 3)), 1);
}
@inline function keep(a: usize, b: usize, score: v128, carried: v128): void {
  v128.store_lane<u64>(scores() + (a << 3), score, 0);
  v128.store_lane<u64>(scores() + (b << 3), score, 1);
  v128.store_lane<u64>(payload() + (a << 3), carried, 0);
  v128.store_lane<u64>(payload() + (b << 3), carried, 1);
}

/**
 * e^x in floats, to seven digits: 2^k times a polynomial of what is left (Cephes, Moshier 1992). A library's would read a table from memory, of which there is none of its
 * own here.
 */
@inline function exponential(x: v128): v128 {
  const inside = f32x4.max(f32x4.splat(-87), f32x4.min(f32x4.splat(88), x));
  const k = f32x4.nearest(f32x4.mul(inside, f32x4.splat(1.44269504)));
  const r = f32x4.add(f32x4.sub(inside, f32x4.mul(k, f32x4.splat(0.693359375))), f32x4.mul(k, f32x4.splat(2.12194440e-4)));
  let sum = f32x4.splat(1.9875691500e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, r), r), r), f32x4.splat(1));
  return f32x4.mul(sum, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23));
}
