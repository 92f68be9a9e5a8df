import { index, labels, leaves, payload, real, scores } from './fields';

/**
 * Adds to the scores what the leaves of the last tree say, and finds the first and second derivatives of the loss for the next: as whole numbers, the
 * first in the upper half.
 */
export function step(from: u32, to: u32): void {
  const gradientScale = <f32>real(0);
  const hessianScale = <f32>real(1);
  let leaf = leaves();
  while (load<u32>(leaf, 4) <= from) leaf += 16;
  for (let at = from; at < to; leaf += 16) {
    const end = min(to, load<u32>(leaf, 4));
    const value = load<f64>(leaf, 8);
    for (; at < end; at++) {
      const row = <usize>load<u32>(index() + (<usize>at << 2));
      const place = scores() + (row << 3);
      const score = load<f64>(place) + value;
      store<f64>(place, score);
      const p: f32 = 1 / (1 + exponential(<f32>-score));
      const off = p - <f32>load<u8>(labels() + row);
      const gradient = <i64>nearest<f32>(off * gradientScale);
      const hessian = <i64>nearest<f32>(p * (1 - p) * hessianScale);
      store<i64>(payload() + (row << 3), (gradient << 32) + hessian);
    }
  }
}

/**
 * e^x in floats, to seven digits: 2^k times a polynomial of what is left (Cephes, Moshier 1992). A library's would read a table from memory, of which there is none of its
 * own here.
 */
@inline function exponential(x: f32): f32 {
  const inside: f32 = max<f32>(-87, min<f32>(88, x));
  const k: f32 = nearest<f32>(inside * 1.44269504);
  const r: f32 = inside - k * 0.693359375 + k * 2.12194440e-4;
  let sum: f32 = 1.9875691500e-4;
  sum = sum * r + 1.3981999507e-3;
  sum = sum * r + 8.3334519073e-3;
  sum = sum * r + 4.1665795894e-2;
  sum = sum * r + 1.6666665459e-1;
  sum = sum * r + 5.0000001201e-1;
  sum = sum * r * r + r + 1;
  return sum * reinterpret<f32>((<i32>k + 127) << 23);
}
