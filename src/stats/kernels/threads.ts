import { availableParallelism } from 'node:os';

/** Less than this many differences of coordinates, some 50 ms, is done before another thread has begun. */
const worthwhile = 5e6;
const most = 16;

/** How many threads to work with: as many as asked for, or as the machine has where there is work for them; never more than chunks of rows. */
export function threadsFor(rows: number, differences: number, asked?: number): number {
  const wanted = asked ?? (differences < worthwhile ? 1 : availableParallelism());
  return Math.max(1, Math.min(wanted, most, Math.ceil(rows / chunkFor(rows))));
}

/** How many rows a thread claims at a time: of few rows smaller pieces, so that there is one for each thread; `layout` has room for the greater ones. */
export const chunkFor = (rows: number) => (rows < 131_072 ? 2048 : 16_384);
