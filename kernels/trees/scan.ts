import { columns, columnTable, real, tell } from './fields';

let most: f64 = 0;
let best: f64 = -1;
let side: f64 = 0;
let column: f64 = 0;

/**
 * The best cut of a node over all columns of numbers: leaves its gain in the reals from 8, its column, its last code on the left, and whether missing
 * values are on the left. In the reals from 2: what both sums may be drawn in by, the least lower sum of a side, and the sums of the node.
 */
export function scan(sums: usize): void {
  most = 0;
  best = -1;
  const ridge = real(2), least = real(3), gradient = real(4), hessian = real(5);
  for (let one: u32 = 0; one < columns(); one++) {
    const size = load<u32>(columnTable() + (<usize>one << 3));
    if (load<u32>(columnTable() + (<usize>one << 3), 4) == 0) continue;
    const own = sums + (<usize>one << 11);
    const missing = load<i64>(own + (<usize>size << 3));
    const before = best;
    const former = most;
    pass(own, missing != 0 ? size : size - 1, 0, ridge, least, gradient, hessian, 0);
    if (missing != 0) pass(own, size - 1, missing, ridge, least, gradient, hessian, 1);
    if (most > former || before < 0 && best >= 0) column = one;
  }
  tell(8, best < 0 ? 0 : most);
  tell(9, column);
  tell(10, best);
  tell(11, side);
}

function pass(own: usize, codes: u32, start: i64, ridge: f64, least: f64, gradient: f64, hessian: f64, isLeft: f64): void {
  const whole = gradient * gradient / (hessian + ridge);
  let left = start;
  for (let code: u32 = 0; code < codes; code++) {
    const value = load<i64>(own + (<usize>code << 3));
    if (value == 0) continue;
    left += value;
    const lower = <f64>(left & 0xffffffff);
    if (lower < least) continue;
    const rest = hessian - lower;
    if (rest < least) return;
    const upper = <f64>(left >> 32);
    const other = gradient - upper;
    const gain = upper * upper / (lower + ridge) + other * other / (rest + ridge) - whole;
    if (gain > most) {
      most = gain;
      best = code;
      side = isLeft;
    }
  }
}
