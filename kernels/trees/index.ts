// Trees over columns of at most 255 codes: histograms of what rows carry, the division of rows, and boosting's derivatives.
import { bin } from './bin';
import { step } from './boost';
import { count } from './histogram';

export { close, help, run } from '../crew';
export { bin } from './bin';
export { step } from './boost';
export { collect, count, subtract } from './histogram';
export { divide, reset } from './partition';
export { scan } from './scan';

/** In the order of `kernels` in src/stats/kernels/tree-kernel.ts. */
export function perform(what: i32, from: u32, to: u32, slot: i32): void {
  switch (what) {
    case 0: bin(from, to); break;
    case 1: count(from, to, slot); break;
    default: step(from, to);
  }
}
