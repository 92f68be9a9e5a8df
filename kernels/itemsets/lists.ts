import { list, mayGrow, minimumCount, pop, push, tell } from './emit';
import { mark, release, reserve, reserveZeros } from './memory';
import { bitItems, mineMasks } from './masks';
import { isStopped } from './pause';
import { sortMasks } from './sort';
import { addNarrow, addWide, closeTable, openTable, widest } from './table';

/** What stands after the last item of a row. */
export const end: u32 = 0xffffffff;

/** Baskets as lists of items that are numbered from the rarest to the commonest: the items of each row, ascending, and where each item stands in them. */
@unmanaged
export class Lists {
  items: u32 = 0;
  rows: u32 = 0;
  /** The number of each item among all that are kept, by code. */
  codes: usize = 0;
  /** Where the places of each item begin, with the end of the last. */
  starts: usize = 0;
  places: usize = 0;
  /** One row after the other, each with its end. */
  entries: usize = 0;
}

export function newLists(items: u32, rows: u32, entries: u32): Lists {
  const lists = changetype<Lists>(reserve(offsetof<Lists>()));
  lists.items = items;
  lists.rows = rows;
  lists.codes = reserve(<usize>items << 2);
  lists.starts = reserveZeros(<usize>(items + 2) << 2);
  lists.places = reserve(<usize>entries << 2);
  lists.entries = reserve((<usize>entries + <usize>rows) << 2);
  return lists;
}

/** Notes that an item is in a row, whose items come in any order. Each start runs to the end of its item. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function noteItem(lists: Lists, item: u32, row: u32): void {
  const start = lists.starts + (<usize>(item + 1) << 2);
  const place = load<u32>(start);
  store<u32>(lists.places + (<usize>place << 2), row);
  store<u32>(start, place + 1);
}

/** Ends a row of so many items: there is room for them after the row before, whose end is at `from`. Returns where this row ends. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function endRow(rows: usize, row: u32, from: usize, size: u32): usize {
  store<u32>(rows + (<usize>row << 2), <u32>from);
  const to = from + (<usize>size << 2);
  store<u32>(to, end);
  return to + 4;
}

/** Writes the items of all rows, item by item, so that they ascend; a place is now that of the item in its row. */
export function fillRows(lists: Lists, rows: usize): void {
  let at = lists.places;
  for (let item: u32 = 0; item < lists.items; item++)
    for (const to = lists.places + (<usize>load<u32>(lists.starts + (<usize>(item + 1) << 2)) << 2); at < to; at += 4) {
      const next = rows + (<usize>load<u32>(at) << 2);
      const entry = <usize>load<u32>(next);
      store<u32>(entry, item);
      store<u32>(next, <u32>entry + 4);
      store<u32>(at, <u32>(entry - lists.entries));
    }
}

/** All frequent sets of the prefix and one or more items. */
export function mineLists(lists: Lists): void {
  if (lists.items <= 64) return mineWhole(lists);
  const counts = reserveZeros((<usize>lists.items << 2) + 16);
  const bits = reserve(lists.items);
  const kept = reserve(<usize>lists.items << 2);
  for (let item: u32 = 0; item < lists.items && !isStopped(); item++) {
    const from = lists.places + (<usize>load<u32>(lists.starts + (<usize>item << 2)) << 2);
    const to = lists.places + (<usize>load<u32>(lists.starts + (<usize>(item + 1) << 2)) << 2);
    const place = mark();
    push(load<u32>(lists.codes + (<usize>item << 2)));
    mineItem(lists, item, from, to, counts, bits, kept);
    pop();
    release(place);
  }
}

function mineItem(lists: Lists, item: u32, from: usize, to: usize, counts: usize, bits: usize, kept: usize): void {
  const support = <u32>((to - from) >> 2);
  const open = mayGrow() ? countFollowers(lists, item, from, to, counts, kept) : 0;
  if (open === 0) {
    tell(0, 1);
    return list(0, kept, support);
  }
  if (open <= 64) {
    sortByCount(kept, open, counts);
    memory.fill(bits, 0xff, lists.items);
    for (let bit: u32 = 0; bit < open; bit++) store<u8>(bits + load<u32>(kept + (<usize>bit << 2)), <u8>bit);
  }
  if (open <= widest) mineTable(lists, from, to, bits, kept, open);
  else if (open <= 64) mineBits(lists, from, to, bits, kept, open);
  else mineProjected(lists, from, to, counts, kept, open);
  memory.fill(counts, 0, <usize>lists.items << 2);
}

/** Counts the items that follow in the rows of an item. Returns how many are frequent; these are kept. */
function countFollowers(lists: Lists, item: u32, from: usize, to: usize, counts: usize, kept: usize): u32 {
  for (let at = from; at < to; at += 4) {
    let entry = lists.entries + <usize>load<u32>(at) + 4;
    for (let other = load<u32>(entry); other !== end; other = load<u32>((entry += 4))) {
      const count = counts + (<usize>other << 2);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
  let open: u32 = 0;
  const least = i32x4.splat(minimumCount());
  // Four at a time, since most are rare; what comes before the item has not been counted, and there is room after the last.
  for (let four = (item + 1) & ~3; four < lists.items; four += 4) {
    let flags = <u32>i32x4.bitmask(i32x4.ge_u(v128.load(counts + (<usize>four << 2)), least));
    for (; flags !== 0; flags &= flags - 1) {
      store<u32>(kept + (<usize>open << 2), four + <u32>ctz(flags));
      open++;
    }
  }
  if (open === 0) memory.fill(counts, 0, <usize>lists.items << 2);
  return open;
}

/** Rarest first, equal ones by number. */
function sortByCount(kept: usize, open: u32, counts: usize): void {
  for (let place: u32 = 1; place < open; place++) {
    const item = load<u32>(kept + (<usize>place << 2));
    const count = load<u32>(counts + (<usize>item << 2));
    let at = kept + (<usize>place << 2);
    for (; at > kept && load<u32>(counts + (<usize>load<u32>(at - 4) << 2)) > count; at -= 4) store<u32>(at, load<u32>(at - 4));
    store<u32>(at, item);
  }
}

function mineTable(lists: Lists, from: usize, to: usize, bits: usize, kept: usize, open: u32): void {
  const support = <u32>((to - from) >> 2);
  const isNarrow = support <= 0xffff;
  openTable(open, isNarrow);
  for (let at = from; at < to; at += 4) {
    const mask = <u32>maskOf(lists, load<u32>(at), bits);
    if (isNarrow) addNarrow(mask, 1);
    else addWide(mask, 1);
  }
  const items = reserve(<usize>open << 2);
  codesOf(lists, kept, open, items);
  closeTable(open, isNarrow, items, support);
}

function mineBits(lists: Lists, from: usize, to: usize, bits: usize, kept: usize, open: u32): void {
  const support = <u32>((to - from) >> 2);
  codesOf(lists, kept, open, bitItems());
  const masks = reserve((<usize>support << 3) + 32) + 16;
  const weights = reserve((<usize>support << 2) + 32) + 16;
  for (let at = from, to_ = masks; at < to; at += 4, to_ += 8) store<u64>(to_, maskOf(lists, load<u32>(at), bits));
  const rows = sortMasks(masks, weights, support, open);
  mineMasks(masks, weights, rows, (~<u64>0) >> (64 - <u64>open), support);
}

function codesOf(lists: Lists, kept: usize, open: u32, to: usize): void {
  for (let bit: usize = 0; bit < open; bit++)
    store<u32>(to + (bit << 2), load<u32>(lists.codes + (<usize>load<u32>(kept + (bit << 2)) << 2)));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function maskOf(lists: Lists, place: u32, bits: usize): u64 {
  let entry = lists.entries + <usize>place + 4;
  let mask: u64 = 0;
  for (let item = load<u32>(entry); item !== end; item = load<u32>((entry += 4))) {
    const bit = load<u8>(bits + item);
    mask |= <u64>(bit !== 0xff) << <u64>bit;
  }
  return mask;
}

/** Lists of so few items: all of them as masks at once. */
function mineWhole(lists: Lists): void {
  const masks = reserve((<usize>lists.rows << 3) + 32) + 16;
  const weights = reserve((<usize>lists.rows << 2) + 32) + 16;
  let entry = lists.entries;
  for (let row: u32 = 0; row < lists.rows; row++, entry += 4) {
    let mask: u64 = 0;
    for (let item = load<u32>(entry); item !== end; item = load<u32>((entry += 4))) mask |= <u64>1 << <u64>item;
    store<u64>(masks + (<usize>row << 3), mask);
  }
  memory.copy(bitItems(), lists.codes, <usize>lists.items << 2);
  const rows = sortMasks(masks, weights, lists.rows, lists.items);
  if (lists.items > 0) mineMasks(masks, weights, rows, (~<u64>0) >> (64 - <u64>lists.items), lists.rows);
}

/** The rows of an item, with what is frequent among them, as lists of their own. */
function mineProjected(lists: Lists, from: usize, to: usize, counts: usize, kept: usize, open: u32): void {
  tell(0, 1);
  list(0, kept, <u32>((to - from) >> 2));
  let entries: u32 = 0;
  for (let at: usize = 0; at < open; at++) entries += load<u32>(counts + (<usize>load<u32>(kept + (at << 2)) << 2));
  const own = newLists(open, <u32>((to - from) >> 2), entries);
  const numbers = reserve(<usize>lists.items << 2);
  memory.fill(numbers, 0xff, <usize>lists.items << 2);
  sortWide(kept, open, counts);
  for (let at: u32 = 0, sum: u32 = 0; at < open; at++) {
    const item = load<u32>(kept + (<usize>at << 2));
    store<u32>(numbers + (<usize>item << 2), at);
    store<u32>(own.codes + (<usize>at << 2), load<u32>(lists.codes + (<usize>item << 2)));
    store<u32>(own.starts + (<usize>(at + 1) << 2), sum);
    sum += load<u32>(counts + (<usize>item << 2));
  }
  scatter(lists, from, to, numbers, own);
  mineLists(own);
}

function scatter(lists: Lists, from: usize, to: usize, numbers: usize, own: Lists): void {
  const rows = reserve(<usize>own.rows << 2);
  let next = own.entries;
  let row: u32 = 0;
  for (let at = from; at < to; at += 4, row++) {
    let size: u32 = 0;
    let entry = lists.entries + <usize>load<u32>(at) + 4;
    for (let item = load<u32>(entry); item !== end; item = load<u32>((entry += 4))) {
      const number = load<u32>(numbers + (<usize>item << 2));
      if (number === 0xffffffff) continue;
      noteItem(own, number, row);
      size++;
    }
    next = endRow(rows, row, next, size);
  }
  fillRows(own, rows);
}

function sortWide(kept: usize, open: u32, counts: usize): void {
  const place = mark();
  const keys = reserve(<usize>open << 3);
  const weights = reserve(<usize>open << 2);
  for (let at: usize = 0; at < open; at++) {
    const item = load<u32>(kept + (at << 2));
    store<u64>(keys + (at << 3), (<u64>load<u32>(counts + (<usize>item << 2)) << 32) | <u64>item);
  }
  sortMasks(keys, weights, open, 64);
  for (let at: usize = 0; at < open; at++) store<u32>(kept + (at << 2), <u32>load<u64>(keys + (at << 3)));
  release(place);
}
