import type { LedgerEvent } from '../run/ledger.js';

/** Does a step of a run and tells the ledger how long it took. */
export async function timed<T>(
  log: (event: LedgerEvent['event'], details?: object) => void,
  step: string,
  work: () => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  const answer = await work();
  log('step', { step, elapsed_ms: Math.round(performance.now() - begun) });
  return answer;
}
