import type { Sequences } from './sequences.js';

/** Rules X ⇒ Y: who has the elements of X one after the other has the element Y later. Columns, in the order of their sequences. */
export interface SequenceRules {
  /** The number of the sequence of a rule: all of its elements but the last are the left side, the last is the right one. */
  sequence: Uint32Array;
  /** Customers with both sides one after the other, with the left one, with the right one. */
  n11: Uint32Array;
  n1x: Uint32Array;
  nx1: Uint32Array;
  n: number;
}

/**
 * Rules out of sequences, by the definition of arulesSequences' `ruleInduction`: the last element of a sequence follows from those before it in
 * at least `confidence` of the customers. Throws a RangeError for a confidence outside [0, 1].
 */
export function sequenceRules(sequences: Sequences, confidence: number): SequenceRules {
  if (!(confidence >= 0 && confidence <= 1))
    throw new RangeError(`confidence is a share from 0 to 1, not ${confidence}`);
  const { offsets, counts, n } = sequences;
  const key = (from: number, to: number) => keyOf(sequences, from, to);
  const known = new Map(
    Array.from(counts, (count, one) => [key(offsets[one] as number, offsets[one + 1] as number), count]),
  );
  const found = { sequence: [] as number[], n11: [] as number[], n1x: [] as number[], nx1: [] as number[] };
  counts.forEach((count, one) => {
    const [from, to] = [offsets[one] as number, offsets[one + 1] as number];
    const cut = lastElement(sequences, from, to);
    if (cut === from) return;
    const n1x = known.get(key(from, cut)) as number;
    if (count / n1x < confidence) return;
    found.sequence.push(one);
    found.n11.push(count);
    found.n1x.push(n1x);
    found.nx1.push(known.get(key(cut, to)) as number);
  });
  const { sequence, n11, n1x, nx1 } = found;
  const typed = (column: number[]) => Uint32Array.from(column);
  return { sequence: typed(sequence), n11: typed(n11), n1x: typed(n1x), nx1: typed(nx1), n };
}

/** Where the last element of the items from one place to another begins. */
function lastElement({ elements }: Sequences, from: number, to: number): number {
  let cut = to - 1;
  while (cut > from && elements[cut - 1] === elements[to - 1]) cut--;
  return cut;
}

/** Part of a sequence as a sequence of its own: items, with a bar between elements. */
function keyOf({ items, elements }: Sequences, from: number, to: number): string {
  let key = '';
  for (let at = from; at < to; at++)
    key += `${at === from ? '' : elements[at] === elements[at - 1] ? ' ' : '|'}${items[at]}`;
  return key;
}
