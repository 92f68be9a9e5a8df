import { setIndex } from './set-index.js';

/** All frequent sets; those without an equally frequent superset; those without a frequent one; those without an equally frequent subset. */
export type Target = 'frequent' | 'closed' | 'maximal' | 'generators';

type Sets = { offsets: Uint32Array; items: Uint32Array; counts: Uint32Array };

/** Which of all frequent sets belong to a target; `n` is the count of the empty set. */
export function belongsTo(target: Target, sets: Sets, n: number): Uint8Array {
  const belongs = new Uint8Array(sets.counts.length).fill(1);
  if (target === 'frequent') return belongs;
  eachStep(sets, (set, subset) => {
    const isEqual = (subset < 0 ? n : sets.counts[subset]) === sets.counts[set];
    if (target === 'generators' && isEqual) belongs[set] = 0;
    if (subset >= 0 && (target === 'maximal' || (target === 'closed' && isEqual))) belongs[subset] = 0;
  });
  return belongs;
}

/** Tells of each set and each subset of one item less; -1 is the empty one. */
function eachStep(sets: Sets, tell: (set: number, subset: number) => void): void {
  const { without } = setIndex(sets);
  const { offsets, counts } = sets;
  for (let set = 0; set < counts.length; set++) {
    const [from, to] = [offsets[set] as number, offsets[set + 1] as number];
    for (let place = from; place < to; place++) tell(set, to - from === 1 ? -1 : without(set, place));
  }
}

/** The sets that are wanted, and of a length within bounds. */
export function select(sets: Sets, wanted: Uint8Array, shortest: number, longest: number): Sets {
  const { offsets, items, counts } = sets;
  const length = (set: number) => (offsets[set + 1] as number) - (offsets[set] as number);
  const chosen = Uint32Array.from(counts.keys()).filter(
    set => wanted[set] === 1 && length(set) >= shortest && length(set) <= longest,
  );
  const result = {
    offsets: new Uint32Array(chosen.length + 1),
    items: new Uint32Array(chosen.reduce((sum, set) => sum + length(set), 0)),
    counts: chosen.map(set => counts[set] as number),
  };
  chosen.forEach((set, at) => {
    const to = result.offsets[at] as number;
    result.items.set(items.subarray(offsets[set], offsets[set + 1]), to);
    result.offsets[at + 1] = to + length(set);
  });
  return result;
}
