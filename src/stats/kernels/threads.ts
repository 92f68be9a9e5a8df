import { availableParallelism } from 'node:os';

/** Less than this many differences of coordinates is done before another thread has begun. */
const worthwhile = 1e8;
const most = 16;

/** How many threads to work with: as many as asked for, or as the machine has where there is work for them; never more than chunks of rows. */
export function threadsFor(rows: number, differences: number, asked?: number): number {
  const wanted = asked ?? (differences < worthwhile ? 1 : availableParallelism());
  return Math.max(1, Math.min(wanted, most, Math.ceil(rows / 16_384)));
}
