import { list, lists, minimumCount, tell } from './emit';
import { reserve, reserveZeros } from './memory';

/** Sets of so many items are counted in a table of all their subsets. */
export const widest: u32 = 9;

let table: usize = 0;
let widths: usize = 0;
let lanes: usize = 0;
let spans: usize = 0;

/** Room that stays. */
export function prepareTable(): void {
  if (table !== 0) return;
  table = reserve(4 << widest);
  widths = reserveZeros(((widest + 1) << 3) + 8);
  spans = reserve(16 * 64);
  // For each set of eight subsets of three items: how many of them have none, one, two, three, in 16 bits each.
  lanes = reserve(256 << 3);
  for (let flags: u32 = 0; flags < 256; flags++) {
    let packed: u64 = 0;
    for (let rest = flags; rest !== 0; rest &= rest - 1) packed += <u64>1 << (<u64>popcnt(<u32>ctz(rest)) << 4);
    store<u64>(lanes + (flags << 3), packed);
  }
}

/** An empty table of the subsets of so many items, to which `addRow` adds. Lanes of 16 bits where the counts fit. `tally` looks at eight lanes at least. */
export function openTable(bits: u32, isNarrow: bool): void {
  memory.fill(table, 0, max<usize>((isNarrow ? <usize>2 : <usize>4) << bits, isNarrow ? 16 : 32));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function addNarrow(subset: u32, weight: u32): void {
  const at = table + (<usize>subset << 1);
  store<u16>(at, <u16>(load<u16>(at) + weight));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function addWide(subset: u32, weight: u32): void {
  const at = table + (<usize>subset << 2);
  store<u32>(at, load<u32>(at) + weight);
}

/** Rows of masks into the table by the bits that are open: their runs move together. */
export function addMasks(masks: usize, weights: usize, rows: u32, open: u64, isNarrow: bool): void {
  const runs = spansOf(open);
  if (runs === 1) {
    const shift = <u64>ctz(open);
    for (let row: u32 = 0; row < rows; row++) {
      const subset = <u32>((load<u64>(masks + (<usize>row << 3)) & open) >> shift);
      const weight = load<u32>(weights + (<usize>row << 2));
      if (isNarrow) addNarrow(subset, weight);
      else addWide(subset, weight);
    }
    return;
  }
  for (let row: u32 = 0; row < rows; row++) {
    const mask = load<u64>(masks + (<usize>row << 3));
    let subset: u64 = 0;
    for (let run: u32 = 0; run < runs; run++) {
      const at = spans + (<usize>run << 4);
      subset |= (mask & load<u64>(at)) >> load<u64>(at, 8);
    }
    const weight = load<u32>(weights + (<usize>row << 2));
    if (isNarrow) addNarrow(<u32>subset, weight);
    else addWide(<u32>subset, weight);
  }
}

function spansOf(open: u64): u32 {
  let runs: u32 = 0;
  let placed: u64 = 0;
  for (let rest = open; rest !== 0; runs++) {
    const low = <u64>ctz(rest);
    const length = <u64>ctz(~(rest >> low));
    const run = length >= 64 ? ~<u64>0 : ((<u64>1 << length) - 1) << low;
    store<u64>(spans + (<usize>runs << 4), run);
    store<u64>(spans + (<usize>runs << 4), low - placed, 8);
    placed += length;
    rest &= ~run;
  }
  return runs;
}

/** Counts the subsets of each, so that every subset has the baskets that contain it, and tells of the frequent ones. `whole` is the count of the empty one. */
export function closeTable(bits: u32, isNarrow: bool, items: usize, whole: u32): void {
  if (isNarrow) {
    sumNarrow(bits);
    store<u16>(table, <u16>whole);
  } else {
    sumWide(bits);
    store<u32>(table, whole);
  }
  tally(bits, isNarrow, items);
}

function sumNarrow(bits: u32): void {
  const size: usize = max<usize>(<usize>2 << bits, 16);
  for (let at = table, end = table + size; at < end; at += 16) {
    let sums = v128.load(at);
    sums = i16x8.add(sums, i32x4.shr_u(sums, 16));
    sums = i16x8.add(sums, i64x2.shr_u(sums, 32));
    sums = i16x8.add(sums, i8x16.shuffle(sums, i64x2.splat(0), 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
    v128.store(at, sums);
  }
  for (let step: usize = 16; step < size; step <<= 1)
    for (let block = table, end = table + size; block < end; block += step << 1)
      for (let at = block, middle = block + step; at < middle; at += 16)
        v128.store(at, i16x8.add(v128.load(at), v128.load(at + step)));
}

function sumWide(bits: u32): void {
  const size: usize = max<usize>(<usize>4 << bits, 16);
  for (let at = table, end = table + size; at < end; at += 16) {
    let sums = v128.load(at);
    sums = i32x4.add(sums, i64x2.shr_u(sums, 32));
    sums = i32x4.add(sums, i8x16.shuffle(sums, i64x2.splat(0), 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
    v128.store(at, sums);
  }
  for (let step: usize = 16; step < size; step <<= 1)
    for (let block = table, end = table + size; block < end; block += step << 1)
      for (let at = block, middle = block + step; at < middle; at += 16)
        v128.store(at, i32x4.add(v128.load(at), v128.load(at + step)));
}

/** Tells how many frequent subsets there are of each size, and lists them where that is wanted: eight subsets at a time, those of the lowest three items. */
function tally(bits: u32, isNarrow: bool, items: usize): void {
  const isListing = lists();
  const groups: u32 = bits > 3 ? 1 << (bits - 3) : 1;
  memory.fill(widths, 0, (widest + 1) << 3);
  for (let group: u32 = 0; group < groups; group++) {
    const flags = isNarrow ? flagsNarrow(group) : flagsWide(group);
    const at = widths + (<usize>popcnt(group) << 3);
    store<u64>(at, load<u64>(at) + load<u64>(lanes + (<usize>flags << 3)));
    if (!isListing) continue;
    for (let rest = flags; rest !== 0; rest &= rest - 1) {
      const subset = (group << 3) | <u32>ctz(rest);
      list(subset, items, isNarrow ? <u32>load<u16>(table + (<usize>subset << 1)) : load<u32>(table + (<usize>subset << 2)));
    }
  }
  // Frequent subsets of more items than there are would need more baskets than there are: the table is empty there.
  for (let size: u32 = 0; size <= bits; size++) {
    let sets: u64 = 0;
    for (let low: u32 = 0; low <= min<u32>(size, 3); low++)
      sets += (load<u64>(widths + (<usize>(size - low) << 3)) >> (<u64>low << 4)) & 0xffff;
    if (sets > 0) tell(size, <f64>sets);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function flagsNarrow(group: u32): u32 {
  return <u32>i16x8.bitmask(i16x8.ge_u(v128.load(table + (<usize>group << 4)), i16x8.splat(<i16>minimumCount())));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function flagsWide(group: u32): u32 {
  const at = table + (<usize>group << 5);
  const least = i32x4.splat(minimumCount());
  return <u32>i32x4.bitmask(i32x4.ge_u(v128.load(at), least)) | (<u32>i32x4.bitmask(i32x4.ge_u(v128.load(at, 16), least)) << 4);
}
