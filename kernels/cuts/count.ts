import { bits, codes, groupCodes, groups, index, labels, sizeOf, table, topBits } from './fields';

/** Rows without a value, of the first class and of the second above them. */
export let missing: u64 = 0;

/** Counts rows from a place by code and class. Returns how many codes there are. */
export function count(from: u32, n: u32, column: u32): u32 {
  const words = codes(column), classes = labels(), sums = table(), marks = bits(), tops = topBits();
  for (let at = index() + (<usize>from << 2), end = at + (<usize>n << 2); at < end; at += 4) {
    const row = <usize>load<u32>(at);
    const code = <usize>load<u16>(words + (row << 1));
    const place = sums + (code << 3);
    store<u64>(place, load<u64>(place) + (<u64>1 << (<u64>load<u8>(classes + row) << 5)));
    mark(marks, code);
    mark(tops, code >> 6);
  }
  const size = sizeOf(column);
  const ofMissing = sums + (<usize>size << 3);
  missing = load<u64>(ofMissing);
  const length = gather(size);
  return missing == 0 ? length : length - 1;
}

@inline function mark(marks: usize, one: usize): void {
  const word = marks + (one >> 6 << 3);
  store<u64>(word, load<u64>(word) | (<u64>1 << (one & 63)));
}

/** Moves the counts of all codes to the groups, that of missing values last. */
function gather(size: u32): u32 {
  const sums = table(), marks = bits(), tops = topBits(), own = groups(), names = groupCodes();
  let length: u32 = 0;
  for (let top: u32 = 0; top <= size >> 12; top++) {
    const topWord = tops + (<usize>top << 3);
    for (let left = load<u64>(topWord); left != 0; left &= left - 1) {
      const word = (top << 6) + <u32>ctz(left);
      const place = marks + (<usize>word << 3);
      for (let some = load<u64>(place); some != 0; some &= some - 1, length++) {
        const code = (word << 6) + <u32>ctz(some);
        const entry = sums + (<usize>code << 3);
        v128.store(own + (<usize>length << 4), f64x2.convert_low_i32x4_u(v128.load64_zero(entry)));
        store<u32>(names + (<usize>length << 2), code);
        store<u64>(entry, 0);
      }
      store<u64>(place, 0);
    }
    store<u64>(topWord, 0);
  }
  return length;
}
