import { deepest, lengthsPlace } from './emit';
import { mark, release, reserve, reserveZeros } from './memory';

/**
 * Found sets, of so many words at a place, as columns: where each begins in the items and one more, their counts, and their items. They
 * stand by length, then by their items, which ascend; these are numbers below `kept`, and become codes.
 */
export function arrangeSets(words: usize, size: u32, kept: u32, codes: usize): usize {
  const place = mark();
  const ends = reserve(<usize>(deepest + 1) << 2);
  const sets = beginnings(ends);
  const order = reserve(<usize>sets << 2);
  for (let at = words, end = words + (<usize>size << 2); at < end; at += 8 + (<usize>load<u32>(at, 4) << 2)) {
    ascend(at + 8, load<u32>(at, 4));
    const next = ends + (<usize>load<u32>(at, 4) << 2);
    store<u32>(order + (<usize>load<u32>(next) << 2), <u32>at);
    store<u32>(next, load<u32>(next) + 1);
  }
  const spare = reserve(<usize>sets << 2);
  const starts = reserve(<usize>(kept + 1) << 2);
  for (let length: u32 = 0, from: u32 = 0; from < sets; length++) {
    const to = load<u32>(ends + (<usize>length << 2));
    if (to > from) sortByItems(order + (<usize>from << 2), spare, to - from, length, starts, kept);
    from = to;
  }
  const columns = reserve((<usize>sets * 2 + 1 + (size - 2 * sets)) << 2);
  write(order, sets, codes, columns);
  release(place);
  return columns;
}

/** Where the sets of each length begin. Returns how many there are. */
function beginnings(ends: usize): u32 {
  let sets: u32 = 0;
  for (let length: usize = 0; length <= deepest; length++) {
    store<u32>(ends + (length << 2), sets);
    sets += <u32>load<f64>(lengthsPlace() + (length << 3));
  }
  return sets;
}

function ascend(items: usize, length: u32): void {
  for (let next = items + 4, end = items + (<usize>length << 2); next < end; next += 4) {
    const item = load<u32>(next);
    let at = next;
    for (; at > items && load<u32>(at - 4) > item; at -= 4) store<u32>(at, load<u32>(at - 4));
    store<u32>(at, item);
  }
}

/** By the last items, then the ones before, and so on to the first. */
function sortByItems(order: usize, spare: usize, sets: u32, length: u32, starts: usize, kept: u32): void {
  let from = order;
  let to = spare;
  for (let item: usize = 4 + (<usize>length << 2); item >= 8; item -= 4) {
    memory.fill(starts, 0, <usize>(kept + 1) << 2);
    for (let at = from, end = from + (<usize>sets << 2); at < end; at += 4) {
      const start = starts + (<usize>(load<u32>(<usize>load<u32>(at) + item) + 1) << 2);
      store<u32>(start, load<u32>(start) + 1);
    }
    for (let at = starts + 4, end = starts + (<usize>kept << 2); at < end; at += 4) store<u32>(at, load<u32>(at) + load<u32>(at - 4));
    for (let at = from, end = from + (<usize>sets << 2); at < end; at += 4) {
      const set = load<u32>(at);
      const start = starts + (<usize>load<u32>(<usize>set + item) << 2);
      const next = load<u32>(start);
      store<u32>(start, next + 1);
      store<u32>(to + (<usize>next << 2), set);
    }
    const swap = from;
    from = to;
    to = swap;
  }
  if (from !== order) memory.copy(order, from, <usize>sets << 2);
}

function write(order: usize, sets: u32, codes: usize, offsets: usize): void {
  const counts = offsets + (<usize>(sets + 1) << 2);
  const items = counts + (<usize>sets << 2);
  let next = items;
  for (let at: usize = 0; at < <usize>sets << 2; at += 4) {
    const set = <usize>load<u32>(order + at);
    store<u32>(offsets + at, <u32>((next - items) >> 2));
    store<u32>(counts + at, load<u32>(set));
    for (let item = set + 8, end = item + (<usize>load<u32>(set, 4) << 2); item < end; item += 4, next += 4)
      store<u32>(next, load<u32>(codes + (<usize>load<u32>(item) << 2)));
  }
  store<u32>(counts - 4, <u32>((next - items) >> 2));
}
