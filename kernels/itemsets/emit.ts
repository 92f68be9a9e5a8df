import { reserve } from './memory';
import { halt } from './pause';

/** Takes so many words of found sets from the buffer: for each its count, its length and its items. False where no more are wanted, which ends the search. */
@external('env', 'take')
declare function take(words: u32): bool;

const room: u32 = 1 << 18;
/** More items than any set may have. */
export const deepest: u32 = 4096;

let minimum: u32 = 1;
let shortest: u32 = 1;
let longest: u32 = 0;
let isListing: bool = false;

let buffer: usize = 0;
let used: u32 = 0;
let prefix: usize = 0;
let depth: u32 = 0;
let sure: usize = 0;
let sureCount: u32 = 0;
let byLength: usize = 0;

export function begin(min: u32, least: u32, most: u32, listing: bool): void {
  minimum = min;
  shortest = least;
  longest = most;
  isListing = listing;
  used = 0;
  depth = 0;
  sureCount = 0;
  if (buffer === 0) {
    buffer = reserve(<usize>room << 2);
    prefix = reserve(deepest << 2);
    sure = reserve(deepest << 2);
    byLength = reserve((deepest + 1) << 3);
  }
  memory.fill(byLength, 0, (deepest + 1) << 3);
}

export function finish(): void {
  if (used > 0) isListing = take(used);
  used = 0;
}

export function bufferPlace(): usize {
  return buffer;
}

/** How many sets there are of each length, as doubles. */
export function lengthsPlace(): usize {
  return byLength;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isFrequent(count: u32): bool {
  return count >= minimum;
}

export function minimumCount(): u32 {
  return minimum;
}

export function mayGrow(): bool {
  return depth < longest;
}

export function push(item: u32): void {
  store<u32>(prefix + (depth << 2), item);
  depth++;
}

export function pop(): void {
  depth--;
}

/** Items that are in every basket of the prefix: each set goes with and without any of them. Returns how many there were before. */
export function pushSure(item: u32): void {
  store<u32>(sure + (sureCount << 2), item);
  sureCount++;
}

export function sureMark(): u32 {
  return sureCount;
}

export function sureRelease(to: u32): void {
  sureCount = to;
}

export function lists(): bool {
  return isListing;
}

/** So many sets that are the prefix and `more` items, with any of the sure ones. */
export function tell(more: u32, sets: f64): void {
  let ways: f64 = sets;
  for (let extra: u32 = 0; extra <= sureCount; extra++) {
    const length = depth + more + extra;
    if (length > longest) break;
    if (length >= shortest) {
      const at = byLength + (<usize>length << 3);
      store<f64>(at, load<f64>(at) + ways);
    }
    ways = (ways * <f64>(sureCount - extra)) / <f64>(extra + 1);
  }
}

/** Lists the prefix with the items of the bits of `subset`, and any of the sure ones. */
export function list(subset: u32, items: usize, count: u32): void {
  const more = <u32>popcnt(subset);
  if (depth + more > longest) return;
  for (let rest = subset; rest !== 0; rest &= rest - 1) push(load<u32>(items + (<usize>ctz(rest) << 2)));
  withSure(0, count);
  depth -= more;
}

function withSure(from: u32, count: u32): void {
  write(count);
  if (depth >= longest) return;
  for (let at = from; at < sureCount && isListing; at++) {
    push(load<u32>(sure + (<usize>at << 2)));
    withSure(at + 1, count);
    pop();
  }
}

function write(count: u32): void {
  if (depth < shortest || !isListing) return;
  if (used + depth + 2 > room) {
    isListing = take(used);
    used = 0;
    if (!isListing) return halt();
  }
  const at = buffer + (<usize>used << 2);
  store<u32>(at, count);
  store<u32>(at + 4, depth);
  memory.copy(at + 8, prefix, <usize>depth << 2);
  used += depth + 2;
}
