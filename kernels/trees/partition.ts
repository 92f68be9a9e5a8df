import { codes, index, spare } from './fields';

/** The rows in their order, before the first tree and each other. */
export function reset(rows: u32): void {
  for (let row: u32 = 0; row < rows; row++) store<u32>(index() + (<usize>row << 2), row);
}

/** Moves the rows of a node whose code is 1 in the table to the front, all in their order. Returns how many those are. */
export function divide(from: u32, to: u32, column: u32, table: usize): u32 {
  const words = codes(column >> 2);
  const shift = (column & 3) << 3;
  const others = spare();
  const end = index() + (<usize>to << 2);
  let left = index() + (<usize>from << 2);
  let right = others;
  for (let at = left; at < end; at += 4) {
    const row = load<u32>(at);
    const isLeft = <usize>load<u8>(table + ((load<u32>(words + (<usize>row << 2)) >> shift) & 255));
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right += 4 - (isLeft << 2);
  }
  memory.copy(left, others, right - others);
  return <u32>((left - index()) >> 2) - from;
}
