import { dimensions, middles, partCount, parts, roundedRows, rows, scale } from './fields';

/** Rows as floats, centred and scaled to 1, and for each row the part that its values decide. */
export function prepare(from: u32, to: u32, _slot: i32): void {
  const width = dimensions();
  const factor = scale();
  const middle = middles();
  const mask = <u16>(partCount() - 1);
  for (let row = from; row < to; row++) {
    const at = rows() + <usize>row * (width << 3);
    const out = roundedRows() + <usize>row * (width << 2);
    let mixed: u64 = 0;
    for (let d = 0; d < width; d++) {
      const value = load<f64>(at + (d << 3));
      store<f32>(out + (d << 2), <f32>((value - load<f64>(middle + (d << 3))) * factor));
      mixed = (mixed ^ reinterpret<u64>(value)) * 0x9e3779b97f4a7c15;
      mixed ^= mixed >> 32;
    }
    store<u16>(parts() + (row << 1), <u16>((mixed * 0x9e3779b97f4a7c15) >> 52) & mask);
  }
}
