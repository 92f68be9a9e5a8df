import type { Ordered } from './order.js';

/**
 * Makes each table when its inputs are made, as many at a time as there are lanes; of those that can be made, first the one that most others
 * wait for, of these and of `later` ones, one after the other. Answers in the order of the tables. Once one has failed or `signal` fires, no
 * further one is begun, and the others are told to stop. Throws what the first threw.
 */
export async function inLanes<Lane, Made>(
  tables: Ordered[],
  { lanes, later, signal }: { lanes: readonly Lane[]; later?: readonly Ordered[]; signal?: AbortSignal },
  make: (one: Ordered, lane: Lane, stop: AbortSignal) => Promise<Made>,
): Promise<Made[]> {
  const made = new Map<string, Made>();
  const waiting = longestFirst(tables, later);
  const unmade = new Set(tables.map(one => one.table));
  const free = [...lanes];
  const running = new Set<Promise<void>>();
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const begin = (one: Ordered, lane: Lane) => {
    const done = make(one, lane, stop).then(answer => {
      made.set(one.table, answer);
      unmade.delete(one.table);
      free.push(lane);
      running.delete(done);
    });
    running.add(done);
  };
  try {
    while (unmade.size > 0) {
      signal?.throwIfAborted();
      const at = free.length > 0 ? waiting.findIndex(one => !one.inputs.some(input => unmade.has(input))) : -1;
      if (at < 0) await Promise.race(running);
      else begin(waiting.splice(at, 1)[0] as Ordered, free.shift() as Lane);
    }
  } catch (error) {
    failed.abort();
    await Promise.allSettled(running);
    throw error;
  }
  return tables.map(one => made.get(one.table) as Made);
}

/** By how long the longest row of tables is that wait for each other from there on; equals stay in their order. */
function longestFirst(tables: Ordered[], later: readonly Ordered[] = []): Ordered[] {
  const lengths = new Map<string, number>();
  const lengthOf = (table: string) => lengths.get(table) ?? 0;
  for (const { table, inputs } of [...tables, ...later].reverse())
    for (const input of inputs) lengths.set(input, Math.max(lengthOf(input), lengthOf(table) + 1));
  return [...tables].sort((a, b) => lengthOf(b.table) - lengthOf(a.table));
}
