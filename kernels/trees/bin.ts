import { codes, cuts, missingCodes, rows, stagedGroup, staging } from './fields';

/** The codes of four columns: how many cuts lie below each value. Cuts are filled up to 255 with infinity. */
export function bin(from: u32, to: u32): void {
  const target = codes(stagedGroup());
  const missing = missingCodes();
  const column = <usize>rows() << 3;
  const values = staging();
  const limits = cuts();
  for (let row = from; row < to; row++) {
    const at = values + (<usize>row << 3);
    const a = load<f64>(at), b = load<f64>(at + column), c = load<f64>(at + 2 * column), d = load<f64>(at + 3 * column);
    let i = limits, j = limits + 2048, k = limits + 4096, l = limits + 6144;
    for (let step: usize = 1024; step >= 8; step >>= 1) {
      i = select<usize>(i + step, i, load<f64>(i + step - 8) < a);
      j = select<usize>(j + step, j, load<f64>(j + step - 8) < b);
      k = select<usize>(k + step, k, load<f64>(k + step - 8) < c);
      l = select<usize>(l + step, l, load<f64>(l + step - 8) < d);
    }
    const first = select<u32>(<u32>(i - limits) >> 3, missing & 255, a == a);
    const second = select<u32>(<u32>(j - limits - 2048) >> 3, (missing >> 8) & 255, b == b);
    const third = select<u32>(<u32>(k - limits - 4096) >> 3, (missing >> 16) & 255, c == c);
    const fourth = select<u32>(<u32>(l - limits - 6144) >> 3, missing >> 24, d == d);
    store<u32>(target + (<usize>row << 2), first | (second << 8) | (third << 16) | (fourth << 24));
  }
}
