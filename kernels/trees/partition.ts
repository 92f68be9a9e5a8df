import { run } from '../crew';
import { codes, dividedColumn, dividedRows, index, parts, rows, sides, spare, taskFrom, tellDivision } from './fields';

/** So many rows a thread takes at a time; of less than twice as many one thread divides all. */
const chunk: u32 = 4096;

/** The rows in their order. */
export function reset(): void {
  for (let row: u32 = 0; row < rows(); row++) store<u32>(index() + (<usize>row << 2), row);
}

/** Moves the rows of a node that go left to the front, all in their order. Returns how many those are. */
export function divide(from: u32, n: u32, column: u32): u32 {
  tellDivision(from, n, column);
  const isMany = n >= 2 * chunk;
  if (isMany) run(4, n, chunk);
  else part(0, n);
  let left: u32 = 0;
  const end = isMany ? (n + chunk - 1) / chunk : 1;
  for (let at: u32 = 0; at < end; at++) {
    const entry = parts() + (<usize>at << 3);
    store<u32>(entry, left, 4);
    left += load<u32>(entry);
  }
  store<u32>(parts() + (<usize>end << 3), left, 4);
  if (isMany) run(5, n, chunk);
  else gather(0, n);
  return left;
}

/** Some of the rows: those that go left from the front of their room, the others from its end. All rows of the fit are still in the order in which they came. */
export function part(from: u32, to: u32): void {
  const words = codes(dividedColumn() >> 2) + (dividedColumn() & 3);
  const table = sides();
  const first = taskFrom();
  let left = spare() + (<usize>(first + from) << 2);
  let right = spare() + (<usize>(first + to) << 2) - 4;
  const begin = left;
  if (dividedRows() == rows()) for (let row = from; row < to; row++) {
    const isLeft = <usize>load<u8>(table + load<u8>(words + (<usize>row << 2)));
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right -= 4 - (isLeft << 2);
  } else for (let at = index() + (<usize>(first + from) << 2), end = at + (<usize>(to - from) << 2); at < end; at += 4) {
    const row = load<u32>(at);
    const isLeft = <usize>load<u8>(table + load<u8>(words + (<usize>row << 2)));
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right -= 4 - (isLeft << 2);
  }
  store<u32>(parts() + (<usize>(from / chunk) << 3), <u32>((left - begin) >> 2));
}

/** Brings the parts of the same rows to where they belong. */
export function gather(from: u32, to: u32): void {
  const all = dividedRows();
  const at = from / chunk;
  const entry = parts() + (<usize>at << 3);
  const n = load<u32>(entry), before = load<u32>(entry, 4);
  const last = all < 2 * chunk ? 1 : (all + chunk - 1) / chunk;
  const lefts = load<u32>(parts() + (<usize>last << 3), 4);
  const room = spare() + (<usize>(taskFrom() + from) << 2);
  const target = index() + (<usize>taskFrom() << 2);
  memory.copy(target + (<usize>before << 2), room, <usize>n << 2);
  let behind = target + (<usize>(lefts + from - before) << 2);
  for (let right = room + (<usize>(to - from) << 2), end = room + (<usize>n << 2); right > end; behind += 4) {
    right -= 4;
    store<u32>(behind, load<u32>(right));
  }
}
