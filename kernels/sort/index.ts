// Doubles in ascending order, by their bits: as whole numbers they stand in the order of their values once the sign is turned.
export { code } from './code';
export { cut, distinct } from './cut';

/** Six digits of 11 bits; from byte 1024 how often each is there, u32. */
const tables: usize = 1024;
const digits: u64 = 6;

/** Sorts n doubles from byte `at`, with as much room at `spare`, as TypeScript does: -0 before 0, NaN last. Returns where they are then. */
export function sort(at: usize, n: u32, spare: usize): usize {
  memory.fill(tables, 0, <usize>digits << 13);
  const end = at + (<usize>n << 3);
  for (let place = at; place < end; place += 8) {
    const key = keyOf(load<f64>(place));
    store<u64>(place, key);
    for (let digit: u64 = 0; digit < digits; digit++) {
      const entry = entryOf(key, digit);
      store<u32>(entry, load<u32>(entry) + 1);
    }
  }
  let from = at, to = spare;
  for (let digit: u64 = 0; digit < digits; digit++) {
    if (load<u32>(entryOf(load<u64>(from), digit)) == n) continue;
    scatter(from, to, n, digit);
    const sorted = to;
    to = from;
    from = sorted;
  }
  for (let place = from, last = from + (<usize>n << 3); place < last; place += 8)
    store<u64>(place, bitsOf(load<u64>(place)));
  return from;
}

@inline function keyOf(value: f64): u64 {
  if (value != value) return u64.MAX_VALUE;
  const bits = reinterpret<u64>(value);
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

@inline function bitsOf(key: u64): u64 {
  return key == u64.MAX_VALUE ? 0x7ff8000000000000 : key ^ (<u64>(<i64>(~key) >> 63) | 0x8000000000000000);
}

@inline function entryOf(key: u64, digit: u64): usize {
  return tables + (<usize>digit << 13) + (<usize>((key >> (digit * 11)) & 2047) << 2);
}

/** Moves keys to where their digit stands, equal ones in their order. */
function scatter(from: usize, to: usize, n: u32, digit: u64): void {
  let start: u32 = 0;
  for (let entry = tables + (<usize>digit << 13), end = entry + 8192; entry < end; entry += 4) {
    const count = load<u32>(entry);
    store<u32>(entry, start);
    start += count;
  }
  for (let place = from, end = from + (<usize>n << 3); place < end; place += 8) {
    const key = load<u64>(place);
    const entry = entryOf(key, digit);
    const at = load<u32>(entry);
    store<u32>(entry, at + 1);
    store<u64>(to + (<usize>at << 3), key);
  }
}
