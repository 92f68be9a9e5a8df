import { exactly, gap, label } from './distance';
import {
  bases, bounds, clusters, dimensions, exactError, labels, limits, list, roundedCenters, roundedError, roundedRows, scale, scratch,
} from './fields';
import { move } from './sums';

/**
 * Gives rows the label of their nearest centre. A row is left out while its bound holds (Hamerly 2010); the others are compared four at
 * a time in floats, and in doubles where floats cannot tell, so labels are those of doubles.
 */
export function assign(from: u32, to: u32, slot: i32): void {
  const width = dimensions();
  const rowsList = list(slot);
  const n = open(from, to, rowsList);
  const four = scratch(slot);
  const partial = four + (((width + 7) >> 3) << 7);
  for (let i = 0; i < n; i += 4) {
    gather(rowsList + (i << 2), width, four);
    let d = 0;
    for (; width - d > 8; d += 8) eight(four + (d << 4), d, partial);
    last(width - d, four + (d << 4), d, partial, four);
    for (let lane = 0; lane < min(4, n - i); lane++)
      settle(load<u32>(rowsList + ((i + lane) << 2)), load<i32>(found(four) + (lane << 2)), load<f32>(found(four) + (lane << 2), 16), slot);
  }
}

/** Lists the rows whose bounds are used up, and the last of them again to fill up four. */
@inline function open(from: u32, to: u32, at: usize): i32 {
  const label = labels();
  const bound = bounds();
  const limit = limits();
  let n = 0;
  for (let row = from; row < to; row++) {
    store<u32>(at + (n << 2), row);
    n += i32(!(load<f32>(bound + (row << 2)) > load<f32>(limit + (<usize>load<u16>(label + (row << 1)) << 2))));
  }
  if (n > 0) {
    const filler = load<u32>(at + ((n - 1) << 2));
    for (let more = n; more < n + 3; more++) store<u32>(at + (more << 2), filler);
  }
  return n;
}

/** Four rows side by side: of each dimension four floats. What lies beyond the last dimension is not read. */
@inline function gather(at: usize, width: i32, out: usize): void {
  const bytes = <usize>width << 2;
  const a = roundedRows() + <usize>load<u32>(at) * bytes;
  const b = roundedRows() + <usize>load<u32>(at, 4) * bytes;
  const c = roundedRows() + <usize>load<u32>(at, 8) * bytes;
  const e = roundedRows() + <usize>load<u32>(at, 12) * bytes;
  for (let d: usize = 0; d < bytes; d += 16, out += 64) {
    const ab = v128.load(a + d), bb = v128.load(b + d), cb = v128.load(c + d), eb = v128.load(e + d);
    const low1 = v128.shuffle<f32>(ab, bb, 0, 4, 1, 5), low2 = v128.shuffle<f32>(cb, eb, 0, 4, 1, 5);
    const high1 = v128.shuffle<f32>(ab, bb, 2, 6, 3, 7), high2 = v128.shuffle<f32>(cb, eb, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f64>(low1, low2, 0, 2));
    v128.store(out, v128.shuffle<f64>(low1, low2, 1, 3), 16);
    v128.store(out, v128.shuffle<f64>(high1, high2, 0, 2), 32);
    v128.store(out, v128.shuffle<f64>(high1, high2, 1, 3), 48);
  }
}

/** Where `last` leaves the labels of four rows, and the gaps to the next nearest centres: in front of their coordinates. */
@inline function found(four: usize): usize { return four - 32; }

@inline function square(x: v128, center: usize, d: i32): v128 {
  const difference = f32x4.sub(x, v128.load_splat<f32>(center + (d << 2)));
  return f32x4.mul(difference, difference);
}

/** Adds what up to eight dimensions, held in registers, give to the squared distances from a centre. */
@inline function block(dims: i32, x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128, x7: v128, center: usize): v128 {
  let sum = square(x0, center, 0);
  if (dims > 1) sum = f32x4.add(sum, square(x1, center, 1));
  if (dims > 2) sum = f32x4.add(sum, square(x2, center, 2));
  if (dims > 3) sum = f32x4.add(sum, square(x3, center, 3));
  if (dims > 4) sum = f32x4.add(sum, square(x4, center, 4));
  if (dims > 5) sum = f32x4.add(sum, square(x5, center, 5));
  if (dims > 6) sum = f32x4.add(sum, square(x6, center, 6));
  if (dims > 7) sum = f32x4.add(sum, square(x7, center, 7));
  return sum;
}

/** Eight dimensions that are not the last: their parts of the distances from all centres. */
function eight(x: usize, d: i32, partial: usize): void {
  const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
  const x4 = v128.load(x, 64), x5 = v128.load(x, 80), x6 = v128.load(x, 96), x7 = v128.load(x, 112);
  const stride = dimensions() << 2;
  let center = roundedCenters() + (d << 2);
  const end = partial + (clusters() << 4);
  for (let at = partial; at < end; at += 16, center += stride) {
    let sum = block(8, x0, x1, x2, x3, x4, x5, x6, x7, center);
    if (d > 0) sum = f32x4.add(sum, v128.load(at));
    v128.store(at, sum);
  }
}

/** The last dimensions, one to eight: with them the nearest centre and the gap. */
@inline function last(dims: i32, x: usize, d: i32, partial: usize, four: usize): void {
  switch (dims) {
    case 1: choose1(x, d, partial, four); break;
    case 2: choose2(x, d, partial, four); break;
    case 3: choose3(x, d, partial, four); break;
    case 4: choose4(x, d, partial, four); break;
    case 5: choose5(x, d, partial, four); break;
    case 6: choose6(x, d, partial, four); break;
    case 7: choose7(x, d, partial, four); break;
    default: choose8(x, d, partial, four);
  }
}

function choose1(x: usize, d: i32, partial: usize, four: usize): void { choose(1, x, d, partial, four); }
function choose2(x: usize, d: i32, partial: usize, four: usize): void { choose(2, x, d, partial, four); }
function choose3(x: usize, d: i32, partial: usize, four: usize): void { choose(3, x, d, partial, four); }
function choose4(x: usize, d: i32, partial: usize, four: usize): void { choose(4, x, d, partial, four); }
function choose5(x: usize, d: i32, partial: usize, four: usize): void { choose(5, x, d, partial, four); }
function choose6(x: usize, d: i32, partial: usize, four: usize): void { choose(6, x, d, partial, four); }
function choose7(x: usize, d: i32, partial: usize, four: usize): void { choose(7, x, d, partial, four); }
function choose8(x: usize, d: i32, partial: usize, four: usize): void { choose(8, x, d, partial, four); }

@inline function choose(dims: i32, x: usize, d: i32, partial: usize, four: usize): void {
  const x0 = v128.load(x);
  const x1 = dims > 1 ? v128.load(x, 16) : x0, x2 = dims > 2 ? v128.load(x, 32) : x0, x3 = dims > 3 ? v128.load(x, 48) : x0;
  const x4 = dims > 4 ? v128.load(x, 64) : x0, x5 = dims > 5 ? v128.load(x, 80) : x0, x6 = dims > 6 ? v128.load(x, 96) : x0;
  const x7 = dims > 7 ? v128.load(x, 112) : x0;
  const stride = dimensions() << 2;
  const k = clusters();
  let center = roundedCenters() + (d << 2);
  let least = f32x4.splat(f32.MAX_VALUE);
  let second = least;
  let best = i32x4.splat(0);
  for (let j = 0; j < k; j++, center += stride) {
    let sum = block(dims, x0, x1, x2, x3, x4, x5, x6, x7, center);
    if (d > 0) sum = f32x4.add(sum, v128.load(partial + (j << 4)));
    best = v128.bitselect(i32x4.splat(j), best, f32x4.lt(sum, least));
    second = f32x4.pmin(second, f32x4.pmax(least, sum));
    least = f32x4.pmin(least, sum);
  }
  v128.store(found(four), best);
  const gap = f32x4.sub(f32x4.sqrt(second), f32x4.sqrt(least));
  v128.store(found(four), f32x4.sub(gap, f32x4.splat(<f32>roundedError())), 16);
}

/** What floats have found of a row is taken where the gap is wider than their error. */
@inline function settle(row: u32, nearest: i32, gapLeft: f32, slot: i32): void {
  let after = nearest;
  let left = gapLeft;
  if (!(left > 0)) {
    exactly(row);
    after = label;
    left = <f32>(gap * scale() - exactError());
  }
  const bound = left + load<f32>(bases() + (after << 2));
  store<f32>(bounds() + (row << 2), left > 0 ? bound * (1 - 3e-7) : -Infinity);
  const at = labels() + (row << 1);
  const before = <i32>load<u16>(at);
  if (before == after) return;
  store<u16>(at, <u16>after);
  move(row, before, after, slot);
}
