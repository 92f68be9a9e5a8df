import { mark, release, reserve, reserveZeros } from './memory';

/** Sorts masks of so many bits in ascending order, equal ones become one, with their number as weight. Returns how many there are. */
export function sortMasks(masks: usize, weights: usize, rows: u32, bits: u32): u32 {
  if (rows < 32) insert(masks, rows);
  else radix(masks, rows, bits);
  let to: u32 = 0;
  for (let row: u32 = 0; row < rows; ) {
    const mask = load<u64>(masks + (<usize>row << 3));
    const from = row;
    while (row < rows && load<u64>(masks + (<usize>row << 3)) === mask) row++;
    if (mask === 0) continue;
    store<u64>(masks + (<usize>to << 3), mask);
    store<u32>(weights + (<usize>to << 2), row - from);
    to++;
  }
  return to;
}

function insert(masks: usize, rows: u32): void {
  for (let row: u32 = 1; row < rows; row++) {
    const mask = load<u64>(masks + (<usize>row << 3));
    let at = masks + (<usize>row << 3);
    for (; at > masks && load<u64>(at - 8) > mask; at -= 8) store<u64>(at, load<u64>(at - 8));
    store<u64>(at, mask);
  }
}

/** By bytes, lowest first. */
function radix(masks: usize, rows: u32, bits: u32): void {
  const place = mark();
  const spare = reserve(<usize>rows << 3);
  const starts = reserveZeros(256 << 2);
  let from = masks;
  let to = spare;
  for (let shift: u64 = 0; shift < bits; shift += 8) {
    memory.fill(starts, 0, 256 << 2);
    for (let at = from, end = from + (<usize>rows << 3); at < end; at += 8) {
      const bucket = starts + (<usize>((load<u64>(at) >> shift) & 0xff) << 2);
      store<u32>(bucket, load<u32>(bucket) + 1);
    }
    for (let bucket: usize = 0, sum: u32 = 0; bucket < 256; bucket++) {
      const size = load<u32>(starts + (bucket << 2));
      store<u32>(starts + (bucket << 2), sum);
      sum += size;
    }
    for (let at = from, end = from + (<usize>rows << 3); at < end; at += 8) {
      const mask = load<u64>(at);
      const bucket = starts + (<usize>((mask >> shift) & 0xff) << 2);
      const next = load<u32>(bucket);
      store<u32>(bucket, next + 1);
      store<u64>(to + (<usize>next << 3), mask);
    }
    const swap = from;
    from = to;
    to = swap;
  }
  if (from !== masks) memory.copy(masks, from, <usize>rows << 3);
  release(place);
}
