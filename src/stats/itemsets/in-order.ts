type Columns = { offsets: Uint32Array; items: Uint32Array; counts: Uint32Array };

/** The sets of the miner (count, length, items) as columns: by length, then by the codes of their items. `codes` is one more than the largest. */
export function inOrder(words: Uint32Array[], codes: number): Columns {
  const lengths = setsByLength(words);
  const result = columnsFor(lengths);
  const numbers = numbersOf(words, codes);
  let [set, item] = [0, 0];
  lengths.forEach((sets, length) => {
    if (sets === 0) return;
    const [items, counts] = ofLength(words, length, sets);
    const order = radix(items, length, sets, numbers);
    for (const one of order) {
      result.items.set(items.subarray(one * length, (one + 1) * length), item);
      result.counts[set] = counts[one] as number;
      item += length;
      set += 1;
      result.offsets[set] = item;
    }
  });
  return result;
}

function setsByLength(words: Uint32Array[]): number[] {
  const lengths: number[] = [];
  for (const chunk of words)
    for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] as number)) {
      const length = chunk[at + 1] as number;
      while (lengths.length <= length) lengths.push(0);
      lengths[length] = (lengths[length] as number) + 1;
    }
  return lengths;
}

function columnsFor(lengths: number[]): Columns {
  const sets = lengths.reduce((sum, one) => sum + one, 0);
  const entries = lengths.reduce((sum, one, length) => sum + one * length, 0);
  return { offsets: new Uint32Array(sets + 1), items: new Uint32Array(entries), counts: new Uint32Array(sets) };
}

/** The items that there are, numbered in the order of their codes. */
function numbersOf(words: Uint32Array[], codes: number): { of: Uint32Array; count: number } {
  const of = new Uint32Array(codes);
  for (const chunk of words)
    for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] as number))
      for (let item = at + 2; item < at + 2 + (chunk[at + 1] as number); item++) of[chunk[item] as number] = 1;
  let count = 0;
  for (let code = 0; code < codes; code++) if (of[code]) of[code] = count++;
  return { of, count };
}

/** All sets of a length, one after the other, each with its items ascending. */
function ofLength(words: Uint32Array[], length: number, sets: number): [Uint32Array, Uint32Array] {
  const items = new Uint32Array(sets * length);
  const counts = new Uint32Array(sets);
  let set = 0;
  for (const chunk of words)
    for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] as number)) {
      if (chunk[at + 1] !== length) continue;
      counts[set] = chunk[at] as number;
      insertAscending(chunk, at + 2, items, set * length, length);
      set += 1;
    }
  return [items, counts];
}

function insertAscending(from: Uint32Array, at: number, items: Uint32Array, place: number, length: number): void {
  for (let next = 0; next < length; next++) {
    const item = from[at + next] as number;
    let to = place + next;
    for (; to > place && (items[to - 1] as number) > item; to--) items[to] = items[to - 1] as number;
    items[to] = item;
  }
}

/** The order of the sets, by their last items, then the ones before, and so on to the first. */
function radix(
  items: Uint32Array,
  length: number,
  sets: number,
  numbers: { of: Uint32Array; count: number },
): Uint32Array {
  let order = Uint32Array.from({ length: sets }, (_, set) => set);
  let spare = new Uint32Array(sets);
  const starts = new Uint32Array(numbers.count + 1);
  for (let position = length - 1; position >= 0; position--) {
    const key = (set: number) => numbers.of[items[set * length + position] as number] as number;
    starts.fill(0);
    for (let set = 0; set < sets; set++) starts[key(set) + 1] = (starts[key(set) + 1] as number) + 1;
    for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
    for (const set of order) {
      const next = starts[key(set)] as number;
      starts[key(set)] = next + 1;
      spare[next] = set;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
