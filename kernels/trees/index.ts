// Trees over columns of at most 255 codes: histograms of what rows carry, the division of rows, and boosting's derivatives.
import { bin } from './bin';
import { step } from './boost';
import { finish } from './branch';
import { dividedRows } from './fields';
import { count } from './histogram';
import { gather, part } from './partition';

export { close, help, run } from '../crew';
export { bin } from './bin';
export { step } from './boost';
export { begin, branch, finish } from './branch';
export { count } from './histogram';
export { gather, part, reset } from './partition';

/** In the order of `kernels` in src/stats/kernels/tree-kernel.ts. */
export function perform(what: i32, from: u32, to: u32, slot: i32): void {
  switch (what) {
    case 0: bin(from, to); break;
    case 1: count(from, to, slot); break;
    case 2: step(from, to); break;
    case 3: finish(from, dividedRows()); break;
    case 4: part(from, to); break;
    default: gather(from, to);
  }
}
