import { assign } from './assign';
import { prepare } from './prepare';
import { attempt, spread } from './starts';
import { tally } from './sums';
import { measure, seek } from './transfer';

/** In the order of `kernels` in src/stats/kernels/kmeans-memory.ts. */
export function perform(what: i32, from: u32, to: u32, slot: i32): void {
  switch (what) {
    case 0: prepare(from, to, slot); break;
    case 1: assign(from, to, slot); break;
    case 2: tally(from, to, slot); break;
    case 3: measure(from, to, slot); break;
    case 4: spread(from, to, slot); break;
    case 5: attempt(from, to, slot); break;
    default: seek(from, to, slot);
  }
}
