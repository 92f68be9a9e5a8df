import { arrangeSets } from './arrange';
import { begin, bufferPlace, finish, lengthsPlace } from './emit';
import { endRow, fillRows, Lists, mineLists, newLists, noteItem } from './lists';
import { prepareMasks } from './masks';
import { mark, release, reserve, reserveZeros } from './memory';
import { start } from './pause';
import { prepareTable } from './table';

export { bufferPlace, lengthsPlace };

let baskets: usize = 0;
let items: usize = 0;
let counts: usize = 0;
let over: usize = 0;
let lists: Lists = changetype<Lists>(0);
/** The codes of the items that are kept, ascending. */
let codesKept: usize = 0;

/** Room for the entries: their baskets, and after these their items. */
export function open(entries: u32): usize {
  baskets = reserve(<usize>entries << 3);
  items = baskets + (<usize>entries << 2);
  return baskets;
}

/** The largest of the baskets, or of the items; a number below 0 is larger than all others. */
export function largestOf(entries: u32, isItem: bool): u32 {
  const column = isItem ? items : baskets;
  let most = i32x4.splat(0);
  let at: u32 = 0;
  for (; at + 4 <= entries; at += 4) most = i32x4.max_u(most, v128.load(column + (<usize>at << 2)));
  let found = max(max(i32x4.extract_lane(most, 0) as u32, i32x4.extract_lane(most, 1) as u32), max(i32x4.extract_lane(most, 2) as u32, i32x4.extract_lane(most, 3) as u32));
  for (; at < entries; at++) found = max(found, load<u32>(column + (<usize>at << 2)));
  return found;
}

/** Brings the entries into the order of their baskets. */
export function order(entries: u32, n: u32): void {
  let last: u32 = 0;
  let isOrdered = true;
  for (let at: usize = 0; at < entries; at++) {
    const basket = load<u32>(baskets + (at << 2));
    isOrdered = isOrdered && basket >= last;
    last = basket;
  }
  if (isOrdered) return;
  const place = mark();
  const starts = reserveZeros(<usize>(n + 1) << 2);
  const copy = reserve(<usize>entries << 3);
  memory.copy(copy, baskets, <usize>entries << 3);
  for (let at: usize = 0; at < entries; at++) {
    const next = starts + (<usize>(load<u32>(copy + (at << 2)) + 1) << 2);
    store<u32>(next, load<u32>(next) + 1);
  }
  for (let basket: usize = 1; basket <= n; basket++)
    store<u32>(starts + (basket << 2), load<u32>(starts + (basket << 2)) + load<u32>(starts + (basket << 2) - 4));
  for (let at: usize = 0; at < entries; at++) {
    const basket = load<u32>(copy + (at << 2));
    const next = starts + (<usize>basket << 2);
    const to = <usize>load<u32>(next);
    store<u32>(next, <u32>to + 1);
    store<u32>(baskets + (to << 2), basket);
    store<u32>(items + (to << 2), load<u32>(copy + (<usize>entries << 2) + (at << 2)));
  }
  release(place);
}

/** How many baskets each item is in, of those of at most `largest` different items; larger ones are marked. */
export function count(entries: u32, n: u32, codes: u32, largest: u32): usize {
  counts = reserveZeros(<usize>codes << 2);
  over = reserveZeros(<usize>n);
  const place = mark();
  const last = reserve(<usize>codes << 2);
  memory.fill(last, 0xff, <usize>codes << 2);
  for (let from: u32 = 0; from < entries; ) {
    const basket = load<u32>(baskets + (<usize>from << 2));
    let size: u32 = 0;
    let to = from;
    for (; to < entries && load<u32>(baskets + (<usize>to << 2)) === basket; to++) {
      const item = <usize>load<u32>(items + (<usize>to << 2)) << 2;
      if (load<u32>(last + item) === basket) continue;
      store<u32>(last + item, basket);
      store<u32>(counts + item, load<u32>(counts + item) + 1);
      size++;
    }
    if (size > largest) leaveOut(basket, from, to, last);
    from = to;
  }
  release(place);
  return counts;
}

function leaveOut(basket: u32, from: u32, to: u32, last: usize): void {
  store<u8>(over + basket, 1);
  for (let at = from; at < to; at++) {
    const item = <usize>load<u32>(items + (<usize>at << 2)) << 2;
    if (load<u32>(last + item) !== basket) continue;
    store<u32>(last + item, 0xffffffff);
    store<u32>(counts + item, load<u32>(counts + item) - 1);
  }
}

/** Where it stands of each basket whether it was left out. */
export function overPlace(): usize {
  return over;
}

/** Room for the numbers of the items, by code: from the rarest to the commonest, or none. */
export function numbersPlace(codes: u32): usize {
  return reserve(<usize>codes << 2);
}

/** The baskets of the frequent items as lists. */
export function build(entries: u32, n: u32, codes: u32, numbers: usize, kept: u32, total: u32): void {
  lists = newLists(kept, n, total);
  codesKept = reserve(<usize>kept << 2);
  for (let code: u32 = 0, rank: u32 = 0; code < codes; code++) {
    const number = load<u32>(numbers + (<usize>code << 2));
    if (number === 0xffffffff) continue;
    store<u32>(lists.codes + (<usize>number << 2), rank);
    store<u32>(codesKept + (<usize>rank << 2), code);
    rank++;
    store<u32>(lists.starts + (<usize>(number + 2) << 2), load<u32>(counts + (<usize>code << 2)));
  }
  for (let number: usize = 2; number <= kept; number++) {
    const at = lists.starts + (number << 2);
    store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  }
  fill(entries, numbers);
}

/** Row by row, also those that are empty for having too many items or none that is frequent. */
function fill(entries: u32, numbers: usize): void {
  const place = mark();
  const rows = reserve(<usize>lists.rows << 2);
  const last = reserve(<usize>lists.items << 2);
  memory.fill(last, 0xff, <usize>lists.items << 2);
  let next = lists.entries;
  for (let row: u32 = 0, at: u32 = 0; row < lists.rows; row++) {
    let size: u32 = 0;
    for (; at < entries && load<u32>(baskets + (<usize>at << 2)) === row; at++) {
      const number = load<u32>(numbers + (<usize>load<u32>(items + (<usize>at << 2)) << 2));
      if (number === 0xffffffff || load<u8>(over + row) || load<u32>(last + (<usize>number << 2)) === row) continue;
      store<u32>(last + (<usize>number << 2), row);
      noteItem(lists, number, row);
      size++;
    }
    next = endRow(rows, row, next, size);
  }
  fillRows(lists, rows);
  release(place);
}

/** Finds all sets in so many baskets or more, of a length within bounds: counts them by length, and lists them where this is wanted. */
export function mine(minimum: u32, shortest: u32, longest: u32, isListing: bool): void {
  prepareTable();
  prepareMasks();
  begin(minimum, shortest, longest, isListing);
  start();
  const place = mark();
  mineLists(lists);
  finish();
  release(place);
}

/** Room for the words of the sets found. */
export function wordsPlace(size: u32): usize {
  return reserve(<usize>size << 2);
}

/** Gives that room back. The columns stand until the next call. */
export function arrange(words: usize, size: u32): usize {
  const columns = arrangeSets(words, size, lists.items, codesKept);
  release(words);
  return columns;
}
