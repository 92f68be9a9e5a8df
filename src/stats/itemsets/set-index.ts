type Sets = { offsets: Uint32Array; items: Uint32Array };

/** Finds sets by their items. */
export interface SetIndex {
  /** The number of the set of so many ascending items, or -1. */
  find(items: ArrayLike<number>, length: number): number;
}

/** A hash table over sets of items. */
export function setIndex({ offsets, items }: Sets): SetIndex {
  const sets = offsets.length - 1;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(sets, 1) * 2 + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const isSame = (set: number, wanted: ArrayLike<number>, length: number) => {
    const from = offsets[set] as number;
    if ((offsets[set + 1] as number) - from !== length) return false;
    for (let at = 0; at < length; at++) if (items[from + at] !== wanted[at]) return false;
    return true;
  };
  for (let set = 0; set < sets; set++) {
    const from = offsets[set] as number;
    let slot = hash(items, from, offsets[set + 1] as number) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = set;
  }
  const find = (wanted: ArrayLike<number>, length: number) => {
    for (let slot = hash(wanted, 0, length) & mask; ; slot = (slot + 1) & mask) {
      const set = slots[slot] as number;
      if (set === -1 || isSame(set, wanted, length)) return set;
    }
  };
  return { find };
}

function hash(items: ArrayLike<number>, from: number, to: number): number {
  let sum = 0x811c9dc5;
  for (let at = from; at < to; at++) {
    sum = Math.imul(sum ^ (items[at] as number), 0x9e3779b1);
    sum ^= sum >>> 15;
  }
  return sum;
}
