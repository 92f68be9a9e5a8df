import { isFrequent, mayGrow, pop, push, pushSure, sureMark, sureRelease } from './emit';
import { isStopped } from './pause';
import { mark, release, reserve, reserveZeros } from './memory';
import { addMasks, closeTable, openTable, widest } from './table';

let itemOfBit: usize = 0;
let tableItems: usize = 0;
let narrowBits: usize = 0;
let wideBits: usize = 0;

/** Room that stays. */
export function prepareMasks(): void {
  if (itemOfBit !== 0) return;
  itemOfBit = reserve(64 << 2);
  tableItems = reserve(64 << 2);
  narrowBits = reserveZeros(256 << 4);
  wideBits = reserveZeros(256 << 5);
  for (let byte: usize = 0; byte < 256; byte++)
    for (let bit: usize = 0; bit < 8; bit++)
      if ((byte >> bit) & 1) {
        store<u16>(narrowBits + (byte << 4) + (bit << 1), 0xffff);
        store<u32>(wideBits + (byte << 5) + (bit << 2), 0xffffffff);
      }
}

/** Where the item of each of the 64 bits stands. */
export function bitItems(): usize {
  return itemOfBit;
}

/**
 * All frequent sets of the prefix and items of the bits of `candidates`, the rarer item at the lower bit. The rows are ascending, so that
 * those that are equal but for their lowest bits stand together and become one as soon as these are done. They are used up.
 */
export function mineMasks(masks: usize, weights: usize, given: u32, candidates: u64, weight: u32): void {
  if (isStopped()) return;
  const sureBefore = sureMark();
  const place = mark();
  const counts = reserveZeros(64 << 2);
  countBits(masks, weights, given, candidates, weight, counts);
  let open: u64 = 0;
  for (let rest = candidates; rest !== 0; rest &= rest - 1) {
    const bit = <usize>ctz(rest);
    const count = load<u32>(counts + (bit << 2));
    if (count === weight) pushSure(load<u32>(itemOfBit + (bit << 2)));
    else if (isFrequent(count)) open |= <u64>1 << <u64>bit;
  }
  let rows = given;
  if (open !== candidates) rows = project(masks, weights, rows, ~<u64>0, open, masks, weights);
  while (<u32>popcnt(open) > widest) {
    const bit = <usize>ctz(open);
    const which = <u64>1 << <u64>bit;
    open &= open - 1;
    if (mayGrow()) {
      const before = mark();
      const ownMasks = reserve((<usize>rows << 3) + 32) + 16;
      const ownWeights = reserve((<usize>rows << 2) + 32) + 16;
      const own = project(masks, weights, rows, which, open, ownMasks, ownWeights);
      push(load<u32>(itemOfBit + (bit << 2)));
      mineMasks(ownMasks, ownWeights, own, open, load<u32>(counts + (bit << 2)));
      pop();
      release(before);
    }
    rows = project(masks, weights, rows, ~<u64>0, open, masks, weights);
  }
  closeWith(masks, weights, rows, open, weight);
  release(place);
  sureRelease(sureBefore);
}

function closeWith(masks: usize, weights: usize, rows: u32, open: u64, weight: u32): void {
  const isNarrow = weight <= 0xffff;
  const bits = <u32>popcnt(open);
  let at = tableItems;
  for (let rest = open; rest !== 0; rest &= rest - 1, at += 4) store<u32>(at, load<u32>(itemOfBit + (<usize>ctz(rest) << 2)));
  openTable(bits, isNarrow);
  addMasks(masks, weights, rows, open, isNarrow);
  closeTable(bits, isNarrow, tableItems, weight);
}

/** The rows that have a bit of `which`, with the open bits alone; equal neighbours become one. There is room for a row before the first. */
function project(masks: usize, weights: usize, rows: u32, which: u64, open: u64, toMasks: usize, toWeights: usize): u32 {
  let toMask = toMasks - 8;
  let toWeight = toWeights - 4;
  let last: u64 = 0;
  let sum: u32 = 0;
  for (const end = masks + (<usize>rows << 3); masks < end; masks += 8, weights += 4) {
    const mask = load<u64>(masks);
    const has = (mask & which) !== 0;
    const kept = select<u64>(mask & open, last, has);
    const isNew = kept !== last;
    toMask += <usize>isNew << 3;
    toWeight += <usize>isNew << 2;
    sum = select<u32>(0, sum, isNew) + select<u32>(load<u32>(weights), 0, has);
    store<u64>(toMask, kept);
    store<u32>(toWeight, sum);
    last = kept;
  }
  return <u32>((toMask + 8 - toMasks) >> 3);
}

function countBits(masks: usize, weights: usize, rows: u32, candidates: u64, weight: u32, counts: usize): void {
  for (let byte: usize = 0; byte < 8; byte++) {
    if (((candidates >> (<u64>byte << 3)) & 0xff) === 0) continue;
    let mask = masks + byte;
    const end = mask + (<usize>rows << 3);
    let low = i64x2.splat(0);
    let high = i64x2.splat(0);
    if (weight <= 0xffff) {
      for (let at = weights; mask < end; mask += 8, at += 4)
        low = i16x8.add(low, v128.and(v128.load(narrowBits + (<usize>load<u8>(mask) << 4)), v128.load16_splat(at)));
      high = i32x4.extend_high_i16x8_u(low);
      low = i32x4.extend_low_i16x8_u(low);
    } else
      for (let at = weights; mask < end; mask += 8, at += 4) {
        const bits = wideBits + (<usize>load<u8>(mask) << 5);
        const splat = v128.load32_splat(at);
        low = i32x4.add(low, v128.and(v128.load(bits), splat));
        high = i32x4.add(high, v128.and(v128.load(bits, 16), splat));
      }
    v128.store(counts + (byte << 5), low);
    v128.store(counts + (byte << 5), high, 16);
  }
}
