import { readDecisions } from '../../run/decisions.js';
import type { State } from '../../run/state.js';

/** One line of `decisions/erasure`: somebody is forgotten. All who they are is keyed hashes. */
export interface Erasure {
  person: string;
  /** Of system and customer number; where numbers are shared, of the number too. */
  numbers: string[];
  /** Of how many words, and what stands between them, the longest number is; where that is one, it is not told. */
  longest?: number;
  /** Of system and order number. */
  orders: string[];
  /** By what the secret of these hashes is known again; absent in lines of an older version. */
  secret?: string;
  /** ISO, UTC. */
  at: string;
  by: string;
  why: string;
}

/** What was decided about erasing: all of it, and what is not known to be finished. */
export function erasures(state: State): { all: Erasure[]; pending: Erasure[] } {
  const all: Erasure[] = [];
  const pending = new Map<unknown, Erasure>();
  for (const line of readDecisions(state, 'erasure')) {
    if (line.done === true) pending.delete(line.person);
    else {
      all.push(line as unknown as Erasure);
      pending.set(line.person, line as unknown as Erasure);
    }
  }
  return { all, pending: [...pending.values()] };
}
