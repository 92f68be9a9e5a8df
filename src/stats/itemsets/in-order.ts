type Columns = { offsets: Uint32Array; items: Uint32Array; counts: Uint32Array };

/** The sets of the miner (count, length, items) as columns: by length, then by the codes of their items. `codes` is one more than the largest. */
export function inOrder(words: Uint32Array[], codes: number): Columns {
  const lengths = setsByLength(words);
  const numbers = numbersOf(words, codes);
  const given = byLength(words, lengths, numbers.of);
  const result = { ...given, items: new Uint32Array(given.items.length), counts: new Uint32Array(given.counts.length) };
  let set = 0;
  lengths.forEach((sets, length) => {
    const from = given.offsets[set] as number;
    const items = given.items.subarray(from, from + sets * length);
    const order = radix(items, length, sets, numbers.codes.length);
    let to = from;
    for (let at = 0; at < sets; at++) {
      const one = order[at] as number;
      for (let item = one * length; item < (one + 1) * length; item++)
        result.items[to++] = numbers.codes[items[item] as number] as number;
      result.counts[set + at] = given.counts[set + one] as number;
    }
    set += sets;
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

/** The items that there are, numbered in the order of their codes, and their codes. */
function numbersOf(words: Uint32Array[], codes: number): { of: Uint32Array; codes: Uint32Array } {
  const of = new Uint32Array(codes);
  for (const chunk of words)
    for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] as number))
      for (let item = at + 2, end = item + (chunk[at + 1] as number); item < end; item++) of[chunk[item] as number] = 1;
  const found: number[] = [];
  for (let code = 0; code < codes; code++) if (of[code]) of[code] = found.push(code) - 1;
  return { of, codes: Uint32Array.from(found) };
}

/** The sets as they come within each length, each with the numbers of its items ascending. */
function byLength(words: Uint32Array[], lengths: number[], numbers: Uint32Array): Columns {
  const sets = lengths.reduce((sum, one) => sum + one, 0);
  const offsets = new Uint32Array(sets + 1);
  const next = lengths.map(() => 0);
  let set = 0;
  lengths.forEach((many, length) => {
    next[length] = set;
    for (const end = set + many; set < end; set++) offsets[set + 1] = (offsets[set] as number) + length;
  });
  const [items, counts] = [new Uint32Array(offsets[sets] as number), new Uint32Array(sets)];
  for (const chunk of words)
    for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] as number)) {
      const length = chunk[at + 1] as number;
      const own = next[length] as number;
      next[length] = own + 1;
      counts[own] = chunk[at] as number;
      insertAscending(chunk, at + 2, length, numbers, items, offsets[own] as number);
    }
  return { offsets, items, counts };
}

function insertAscending(
  from: Uint32Array,
  at: number,
  length: number,
  numbers: Uint32Array,
  items: Uint32Array,
  place: number,
): void {
  for (let next = 0; next < length; next++) {
    const item = numbers[from[at + next] as number] as number;
    let to = place + next;
    for (; to > place && (items[to - 1] as number) > item; to--) items[to] = items[to - 1] as number;
    items[to] = item;
  }
}

/** The order of the sets, by their last items, then the ones before, and so on to the first. */
function radix(items: Uint32Array, length: number, sets: number, numbers: number): Uint32Array {
  let order = new Uint32Array(sets);
  for (let set = 0; set < sets; set++) order[set] = set;
  let spare = new Uint32Array(sets);
  const starts = new Uint32Array(numbers + 1);
  for (let position = length - 1; position >= 0; position--) {
    scatter(items, length, position, order, spare, starts);
    [order, spare] = [spare, order];
  }
  return order;
}

function scatter(
  items: Uint32Array,
  length: number,
  position: number,
  order: Uint32Array,
  to: Uint32Array,
  starts: Uint32Array,
): void {
  starts.fill(0);
  for (let at = position; at < items.length; at += length) {
    const after = (items[at] as number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  for (let at = 0; at < order.length; at++) {
    const set = order[at] as number;
    const item = items[set * length + position] as number;
    const next = starts[item] as number;
    starts[item] = next + 1;
    to[next] = set;
  }
}
