import type { Warehouse } from '../index.js';
import { type Action, type Call, onCall } from './call.js';
import type { Globals } from './globals.js';
import { watchInterrupt } from './interrupt.js';
import { say } from './output.js';
import { showProgress } from './progress.js';

/** An action in two steps: `ask` the warehouse, and `tell` the answer when the progress is gone. */
export function onWarehouse<Options, Answer>(
  ask: (warehouse: Warehouse, call: Call<Options>) => Answer | Promise<Answer>,
  tell: (answer: Answer, call: Call<Options>) => Promise<void>,
): Action {
  return onCall<Options>(async call => {
    const answer = await withWarehouse(call.options, warehouse => ask(warehouse, call));
    await tell(answer, call);
  });
}

/**
 * Opens the warehouse that the global options name and works on it; Ctrl-C ends the work with exit code 130. What the work prints by
 * itself begins when the progress is cleared.
 */
export async function withWarehouse<T>(
  globals: Globals,
  work: (warehouse: Warehouse, clear: () => void) => T | Promise<T>,
): Promise<T> {
  const interrupt = watchInterrupt();
  const progress = showProgress(process.stderr, globals);
  try {
    const { openWarehouse } = await import('../index.js');
    const { project, state, set, asOf, knownAt } = globals;
    const { signal } = interrupt;
    const tell = (text: string) => say(text, globals);
    return await work(
      await openWarehouse({ project, state, set, asOf, knownAt, signal, progress: progress.show, tell }),
      progress.clear,
    );
  } catch (error) {
    throw interrupt.signal.aborted ? interrupt.signal.reason : error;
  } finally {
    progress.clear();
    interrupt.stop();
  }
}
