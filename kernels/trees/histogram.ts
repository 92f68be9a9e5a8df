import {
  begun, codes, groups, histogramBytes, index, isInOrder, ordered, ownHistogram, payload, taskFrom, taskNumber, taskRows, taskTarget, threads,
} from './fields';

/** Adds what some of a node's rows carry to the sums of their codes. Sums are of whole numbers, so it does not matter which thread adds which rows. */
export function count(from: u32, to: u32, slot: i32): void {
  const sums = slot == 0 ? taskTarget() : ownHistogram(slot);
  if (load<u32>(begun(slot)) != taskNumber()) {
    memory.fill(sums, 0, histogramBytes());
    store<u32>(begun(slot), taskNumber());
  }
  const first = taskFrom() + from;
  const n = to - from;
  if (isInOrder()) {
    for (let group: u32 = 0; group < groups(); group++)
      addInOrder(codes(group) + (<usize>first << 2), payload() + (<usize>first << 3), n, sums + (<usize>group << 13));
    return;
  }
  const at = index() + (<usize>first << 2);
  const carried = ordered() + (<usize>first << 3);
  for (let i: u32 = 0; i < n; i++)
    store<i64>(carried + (<usize>i << 3), load<i64>(payload() + (<usize>load<u32>(at + (<usize>i << 2)) << 3)));
  for (let group: u32 = 0; group < groups(); group++) addByIndex(codes(group), at, carried, n, sums + (<usize>group << 13));
}

/** Brings together what the threads have counted of four columns; a target that nobody has begun is all zeros. */
export function collect(group: u32): void {
  const target = taskTarget() + (<usize>group << 13);
  if (load<u32>(begun(0)) != taskNumber()) memory.fill(target, 0, 8192);
  for (let slot = 1; slot < threads(); slot++)
    if (load<u32>(begun(slot)) == taskNumber()) addAll(target, ownHistogram(slot) + (<usize>group << 13));
}

/** Counts all rows of a node by four columns. */
export function countGroup(group: u32): void {
  const target = taskTarget() + (<usize>group << 13);
  memory.fill(target, 0, 8192);
  if (isInOrder()) addInOrder(codes(group), payload(), taskRows(), target);
  else addDirectly(codes(group), index() + (<usize>taskFrom() << 2), payload(), taskRows(), target);
}

/** What is left of a node's four columns without those of one of its sides. */
export function subtract(target: usize, other: usize): void {
  const end = target + 8192;
  for (; target < end; target += 16, other += 16) v128.store(target, i64x2.sub(v128.load(target), v128.load(other)));
}

function addAll(target: usize, other: usize): void {
  const end = target + 8192;
  for (; target < end; target += 16, other += 16) v128.store(target, i64x2.add(v128.load(target), v128.load(other)));
}

@inline function addFour(word: u32, value: i64, sums: usize): void {
  const a = sums + (<usize>(word & 255) << 3);
  store<i64>(a, load<i64>(a) + value);
  const b = sums + (<usize>(word >> 5) & 0x7f8);
  store<i64>(b, load<i64>(b, 2048) + value, 2048);
  const c = sums + (<usize>(word >> 13) & 0x7f8);
  store<i64>(c, load<i64>(c, 4096) + value, 4096);
  const d = sums + (<usize>(word >> 21) & 0x7f8);
  store<i64>(d, load<i64>(d, 6144) + value, 6144);
}

function addInOrder(words: usize, values: usize, n: u32, sums: usize): void {
  for (let i: u32 = 0; i < n; i++, words += 4, values += 8) addFour(load<u32>(words), load<i64>(values), sums);
}

function addByIndex(words: usize, at: usize, values: usize, n: u32, sums: usize): void {
  for (let i: u32 = 0; i < n; i++, at += 4, values += 8)
    addFour(load<u32>(words + (<usize>load<u32>(at) << 2)), load<i64>(values), sums);
}

function addDirectly(words: usize, at: usize, values: usize, n: u32, sums: usize): void {
  for (let i: u32 = 0; i < n; i++, at += 4) {
    const row = <usize>load<u32>(at);
    addFour(load<u32>(words + (row << 2)), load<i64>(values + (row << 3)), sums);
  }
}
