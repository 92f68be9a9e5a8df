// Logistic regression over many rows: columns are centred and scaled once, then counted at some coefficients. What a chunk of rows adds up to stands by itself.
import { count } from './count';
import { moments, standardize } from './moments';

export { close, help, run } from '../crew';
export { count } from './count';
export { moments, standardize } from './moments';

/** In the order of `tasks` in src/stats/kernels/logistic-kernel.ts. */
export function perform(what: i32, from: u32, to: u32, slot: i32): void {
  switch (what) {
    case 0: moments(from, to); break;
    case 1: standardize(from, to); break;
    default: count(from, to, slot);
  }
}
