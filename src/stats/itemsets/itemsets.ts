/** Which items were in which basket: one entry each, in any order. */
export interface BasketEntries {
  /** The number of the basket, from 0. */
  baskets: ArrayLike<number>;
  /** The code of the item, from 0; the same item of one basket counts once. */
  items: ArrayLike<number>;
  /** How many baskets there are, with those that are empty. */
  n: number;
}

/** Sets of items as columns: by length, and within a length in the order of their codes; the codes of a set ascend. */
export interface Itemsets {
  /** Where each set begins in `items`; one more at the end. */
  offsets: Uint32Array;
  items: Uint32Array;
  /** How many baskets have all items of the set. */
  counts: Uint32Array;
  /** How many baskets were looked at. */
  n: number;
  minimumCount: number;
  /** Whether all sets are there; those of up to `lengthReached` items are in any case. */
  complete: boolean;
  /** Why not. */
  reason?: 'memory' | 'stopped' | 'length';
  lengthReached: number;
  /** Baskets that were left out for having too many items. */
  leftOut: { baskets: number; entries: number; shareOfEntries: number };
}
