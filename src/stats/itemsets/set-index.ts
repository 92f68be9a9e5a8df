type Sets = { offsets: Uint32Array; items: Uint32Array };

/** Finds sets by their items. */
export interface SetIndex {
  /** The number of the set of so many ascending items, or -1. */
  find(items: ArrayLike<number>, length: number): number;
  /** The number of the set that is left of one without the item at a place of `items`, or -1. */
  without(set: number, place: number): number;
}

/** A hash table over sets of items. The hash is a sum over the items, so that of a set without one of them is known at once. */
export function setIndex({ offsets, items }: Sets): SetIndex {
  const sets = offsets.length - 1;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(sets, 1) * 2 + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const sums = new Int32Array(sets);
  for (let set = 0; set < sets; set++) {
    let sum = 0;
    for (let at = offsets[set] as number; at < (offsets[set + 1] as number); at++) sum += mixed(items[at] as number);
    sums[set] = sum;
    let slot = spread(sum) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = set;
  }
  const isSame = (set: number, wanted: ArrayLike<number>, length: number) => {
    const from = offsets[set] as number;
    if ((offsets[set + 1] as number) - from !== length) return false;
    for (let at = 0; at < length; at++) if (items[from + at] !== wanted[at]) return false;
    return true;
  };
  const isLeft = (set: number, of: number, place: number) => {
    const [from, other] = [offsets[set] as number, offsets[of] as number];
    const length = (offsets[of + 1] as number) - other - 1;
    if ((offsets[set + 1] as number) - from !== length) return false;
    for (let at = 0; at < length; at++)
      if (items[from + at] !== items[other + at + (other + at < place ? 0 : 1)]) return false;
    return true;
  };
  const find = (wanted: ArrayLike<number>, length: number) => {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += mixed(wanted[at] as number);
    for (let slot = spread(sum | 0) & mask; ; slot = (slot + 1) & mask) {
      const set = slots[slot] as number;
      if (set === -1 || isSame(set, wanted, length)) return set;
    }
  };
  const without = (of: number, place: number) => {
    const sum = ((sums[of] as number) - mixed(items[place] as number)) | 0;
    for (let slot = spread(sum) & mask; ; slot = (slot + 1) & mask) {
      const set = slots[slot] as number;
      if (set === -1 || (sums[set] === sum && isLeft(set, of, place))) return set;
    }
  };
  return { find, without };
}

/** As Murmur's finish does it, so that sums of few items do not meet. */
function mixed(item: number): number {
  let hash = Math.imul(item + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function spread(sum: number): number {
  return sum ^ (sum >>> 16);
}
