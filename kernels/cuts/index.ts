// Rows of two classes in columns of at most 65,535 codes each: the best cut of a node, and its division. Only codes that are there are gone through.
import { codes, index, labels, sizeOf, spare, tellSecond } from './fields';

export { best } from './scan';

/** Moves rows from a place whose code is below the limit to the front, all in their order, missing values as told. Returns how many those are. */
export function divide(from: u32, n: u32, column: u32, limit: u32, isMissingLeft: u32): u32 {
  const words = codes(column), classes = labels(), none = sizeOf(column), room = spare();
  const begin = index() + (<usize>from << 2), end = begin + (<usize>n << 2);
  let left = begin, right = room;
  let second: u32 = 0;
  for (let at = begin; at < end; at += 4) {
    const row = load<u32>(at);
    const code = <u32>load<u16>(words + (<usize>row << 1));
    const isLeft: u32 = code == none ? isMissingLeft : <u32>(code < limit);
    store<u32>(left, row);
    store<u32>(right, row);
    left += <usize>isLeft << 2;
    right += <usize>(1 - isLeft) << 2;
    second += isLeft & <u32>load<u8>(classes + <usize>row);
  }
  memory.copy(left, room, right - room);
  tellSecond(second);
  return <u32>((left - begin) >> 2);
}
