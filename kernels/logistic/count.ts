import { coefficients, filled, labels, pieceOf, pieceRows, scratch, sums, sumsBytes, wantsInformation } from './fields';

/** The log-likelihood of a chunk, its gradient and, where it is wanted, the information. */
export function count(from: u32, to: u32, slot: i32): void {
  const target = sums(from >> 14);
  const size = filled();
  const row = <usize>size << 3;
  const residuals = scratch(slot, 1), information = scratch(slot, 2), product = scratch(slot, 3);
  memory.fill(target, 0, sumsBytes());
  for (let piece = from; piece < to; piece += pieceRows) {
    store<f64>(target, load<f64>(target) + predict(piece, min(pieceRows, to - piece), slot));
    addDots(target + 8, residuals, piece, size);
    if (!wantsInformation()) continue;
    for (let one: u32 = 0; one < size; one++) {
      multiply(product, information, pieceOf(one, piece));
      addDots(target + 8 + row + <usize>one * row, product, piece, one + 1);
    }
  }
}

/** The residuals and weights of a piece, 0 beyond its rows; its log-likelihood. */
function predict(from: u32, length: u32, slot: i32): f64 {
  const logOdds = scratch(slot, 0), residuals = scratch(slot, 1), information = scratch(slot, 2);
  memory.fill(logOdds, 0, pieceRows << 3);
  for (let column: u32 = 0; column < filled(); column += 4) addTimes(logOdds, column, from);
  if (length < pieceRows) memory.fill(residuals, 0, pieceRows << 4);
  let sum: f64 = 0, likelihood: f64 = 1;
  for (let row: u32 = 0; row < length; row++) {
    const at = <usize>row << 3;
    const x = load<f64>(logOdds + at);
    const label = load<u8>(labels() + from + row) != 0;
    const small = Math.exp(-abs(x));
    const share = 1 / (1 + small);
    store<f64>(residuals + at, f64(label) - (x < 0 ? small * share : share));
    store<f64>(information + at, small * share * share);
    // ln p = -ln(1 + e^-|x|) less |x| where x is wrong; 512 factors of at most 2 fit a double, so one logarithm serves all.
    if (label != x >= 0) sum -= abs(x);
    likelihood *= 1 + small;
  }
  return sum - Math.log(likelihood);
}

function addTimes(target: usize, column: u32, from: u32): void {
  const own = coefficients() + (<usize>column << 3);
  const one = v128.load64_splat(own), two = v128.load64_splat(own, 8), three = v128.load64_splat(own, 16), four = v128.load64_splat(own, 24);
  const a = pieceOf(column, from), b = pieceOf(column + 1, from), c = pieceOf(column + 2, from), d = pieceOf(column + 3, from);
  for (let at: usize = 0; at < pieceRows << 3; at += 16) {
    const left = f64x2.add(f64x2.mul(one, v128.load(a + at)), f64x2.mul(two, v128.load(b + at)));
    const right = f64x2.add(f64x2.mul(three, v128.load(c + at)), f64x2.mul(four, v128.load(d + at)));
    v128.store(target + at, f64x2.add(v128.load(target + at), f64x2.add(left, right)));
  }
}

function multiply(target: usize, left: usize, right: usize): void {
  for (let at: usize = 0; at < pieceRows << 3; at += 16) v128.store(target + at, f64x2.mul(v128.load(left + at), v128.load(right + at)));
}

/** Adds the products with the first columns, four at a time, so that what they are multiplied by is read once for all four. */
function addDots(target: usize, by: usize, from: u32, length: u32): void {
  for (let column: u32 = 0; column < length; column += 4) {
    const a = pieceOf(column, from), b = pieceOf(column + 1, from), c = pieceOf(column + 2, from), d = pieceOf(column + 3, from);
    let one = f64x2.splat(0), two = one, three = one, four = one;
    for (let at: usize = 0; at < pieceRows << 3; at += 16) {
      const factor = v128.load(by + at);
      one = f64x2.add(one, f64x2.mul(factor, v128.load(a + at)));
      two = f64x2.add(two, f64x2.mul(factor, v128.load(b + at)));
      three = f64x2.add(three, f64x2.mul(factor, v128.load(c + at)));
      four = f64x2.add(four, f64x2.mul(factor, v128.load(d + at)));
    }
    add(target + (<usize>column << 3), one);
    add(target + (<usize>column << 3) + 8, two);
    add(target + (<usize>column << 3) + 16, three);
    add(target + (<usize>column << 3) + 24, four);
  }
}

@inline function add(target: usize, pair: v128): void {
  store<f64>(target, load<f64>(target) + (f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)));
}
