import { count, missing } from './count';
import { columns, firstWeight, groupCodes, groups, minLeaf, secondWeight, tellBest } from './fields';

let before: f64 = 0;
let most: f64 = 0;

/** The best cut of rows from a place by Gini's impurity, so many of them of each class: of equal cuts that of the first column, missing values right before left, and the lowest. */
export function best(from: u32, first: u32, second: u32): void {
  const all = <f64>first, others = <f64>second;
  const whole = purity(f64x2.splat(all), f64x2.splat(others));
  before = f64x2.extract_lane(whole, 0);
  most = 0;
  tellBest(-1, 0, 0, 0, 0);
  for (let column: u32 = 0; column < columns(); column++) {
    const length = count(from, first + second, column);
    const none = <f64>(missing & 0xffffffff), some = <f64>(missing >> 32);
    scan(column, length, f64x2(0, all), f64x2(0, others), missing == 0 ? -1 : 0);
    if (missing != 0) scan(column, length, f64x2(none, all - none), f64x2(some, others - some), 1);
  }
}

/** Moves groups from the right side, the second lane, to the left one. Where missing values go is -1 where there are none. */
function scan(column: u32, length: u32, firsts: v128, seconds: v128, missingLeft: f64): void {
  const least = f64x2.splat(minLeaf()), turned = f64x2(0, -0.0);
  const own = groups(), names = groupCodes();
  for (let at: u32 = 0; at + 1 < length; at++) {
    const group = own + (<usize>at << 4);
    firsts = f64x2.add(firsts, v128.xor(v128.load64_splat(group), turned));
    seconds = f64x2.add(seconds, v128.xor(v128.load64_splat(group, 8), turned));
    const rows = f64x2.add(firsts, seconds);
    if (!i64x2.all_true(f64x2.ge(rows, least))) continue;
    const sides = purity(firsts, seconds);
    const decrease = f64x2.extract_lane(sides, 0) + f64x2.extract_lane(sides, 1) - before;
    if (!(decrease > most)) continue;
    most = decrease;
    const isMoreLeft = f64x2.extract_lane(rows, 0) >= f64x2.extract_lane(rows, 1);
    const name = names + (<usize>at << 2);
    const toLeft = missingLeft < 0 ? <f64>isMoreLeft : missingLeft;
    tellBest(<f64>column, <f64>load<u32>(name), <f64>load<u32>(name, 4), toLeft, decrease);
  }
}

/** Of both sides: the sum of squares over the sum, of nothing 0. */
@inline function purity(firsts: v128, seconds: v128): v128 {
  const a = f64x2.mul(firsts, f64x2.splat(firstWeight())), b = f64x2.mul(seconds, f64x2.splat(secondWeight()));
  const sum = f64x2.add(a, b);
  const squares = f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b));
  return v128.and(f64x2.div(squares, sum), f64x2.ne(sum, f64x2.splat(0)));
}
