import { columnTable, isScanned, real } from './fields';

let most: f64 = 0;
let best: f64 = -1;
let side: f64 = 0;
let column: f64 = 0;
let upper: f64 = 0;
let lower: f64 = 0;
let least: f64 = 0;

/**
 * The best cut of a node over the numbers of four columns, of equal ones the first: both sums of the node, the gain, the column, the last code on the left, and
 * whether missing values are on the left. In the reals from 2: what both sums may be drawn in by, the least lower sum of a side, and the least rows.
 */
export function scan(group: u32, sums: usize, out: usize, n: u32): void {
  const own = sums + (<usize>group << 13);
  let all: i64 = 0;
  for (let at = own; at < own + 2048; at += 8) all += load<i64>(at);
  upper = <f64>(all >> 32);
  lower = <f64>(all & 0xffffffff);
  least = max<f64>(max<f64>(1, real(3)), real(4) * lower / <f64>n);
  most = 0;
  best = -1;
  if (isScanned() && lower >= 2 * least) {
    pair(own, group << 2);
    pair(own + 4096, (group << 2) + 2);
  }
  store<f64>(out, upper);
  store<f64>(out, lower, 8);
  store<f64>(out, most, 16);
  store<f64>(out, column, 24);
  store<f64>(out, best, 32);
  store<f64>(out, side, 40);
}

@inline function sizeOf(one: u32): u32 {
  const entry = columnTable() + (<usize>one << 3);
  return load<u32>(entry, 4) == 0 ? 0 : load<u32>(entry);
}

/** What is on the left of a code with a gain above the most so far is looked for without dividing: so rounded that none is missed. */
const nearlyOne: f64 = 1 - 1e-12;

/** Two columns side by side, missing values on the right; then each with them on the left. */
function pair(own: usize, one: u32): void {
  const first = sizeOf(one), second = sizeOf(one + 1);
  const ridge = f64x2.splat(real(2)), limit = f64x2.splat(least), uppers = f64x2.splat(upper), lowers = f64x2.splat(lower);
  const whole = f64x2.splat(upper * upper / (lower + real(2)));
  let gains = f64x2.splat(first > 0 ? most : Infinity);
  gains = f64x2.replace_lane(gains, 1, second > 0 ? most : Infinity);
  let bar = f64x2.mul(f64x2.add(gains, whole), f64x2.splat(nearlyOne));
  let found = f64x2.splat(-1);
  let left = i64x2.splat(0);
  const codes = max(first, second);
  for (let code: u32 = 0; code < codes; code++) {
    const at = own + (<usize>code << 3);
    left = i64x2.add(left, v128.load_lane<u64>(at, v128.load_zero<u64>(at), 1, 2048));
    const below = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(left, left, 0, 2, 0, 2));
    const rest = f64x2.sub(lowers, below);
    const sum = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(left, left, 1, 3, 1, 3));
    const other = f64x2.sub(uppers, sum);
    const a = f64x2.mul(sum, sum), b = f64x2.mul(other, other), c = f64x2.add(below, ridge), d = f64x2.add(rest, ridge);
    const inside = v128.and(f64x2.ge(below, limit), f64x2.ge(rest, limit));
    const beats = f64x2.gt(f64x2.add(f64x2.mul(a, d), f64x2.mul(b, c)), f64x2.mul(bar, f64x2.mul(c, d)));
    if (!v128.any_true(v128.and(inside, beats))) continue;
    const gain = f64x2.sub(f64x2.add(f64x2.div(a, c), f64x2.div(b, d)), whole);
    const better = v128.and(inside, f64x2.gt(gain, gains));
    gains = v128.bitselect(gain, gains, better);
    found = v128.bitselect(f64x2.splat(<f64>code), found, better);
    bar = f64x2.mul(f64x2.add(gains, whole), f64x2.splat(nearlyOne));
  }
  if (first > 0) {
    keep(f64x2.extract_lane(gains, 0), one, f64x2.extract_lane(found, 0), 0);
    turned(own, first, one);
  }
  if (second > 0) {
    keep(f64x2.extract_lane(gains, 1), one + 1, f64x2.extract_lane(found, 1), 0);
    turned(own + 2048, second, one + 1);
  }
}

@inline function keep(gain: f64, own: u32, code: f64, isLeft: f64): void {
  if (!(gain > most)) return;
  most = gain;
  column = <f64>own;
  best = code;
  side = isLeft;
}

/** With missing values on the left, if there are any. */
function turned(own: usize, size: u32, one: u32): void {
  const missing = load<i64>(own + (<usize>size << 3));
  if (missing == 0) return;
  const ridge = real(2);
  const whole = upper * upper / (lower + ridge);
  let left = missing;
  for (let code: u32 = 0; code + 1 < size; code++) {
    const value = load<i64>(own + (<usize>code << 3));
    if (value == 0) continue;
    left += value;
    const below = <f64>(left & 0xffffffff);
    if (below < least) continue;
    const rest = lower - below;
    if (rest < least) return;
    const sum = <f64>(left >> 32);
    const other = upper - sum;
    keep(sum * sum / (below + ridge) + other * other / (rest + ridge) - whole, one, <f64>code, 1);
  }
}
