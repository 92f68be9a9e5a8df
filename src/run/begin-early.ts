import { type BeginOptions, type Building, type Started, startGeneration } from './begin-generation.js';
import { discard } from './publish.js';
import type { State } from './state.js';

/** A generation that is begun before it is known whether anybody wants it. */
export interface EarlyGeneration<Opened> {
  /** Where to build, when its copy is complete and opened; it may be published only when it is `marked`. Throws like `beginGeneration`, and what opening it throws. */
  take(): Promise<Started & { opened: Opened }>;
  /** Unless it was taken, it is closed and goes, with what was copied of it; a killed build that was found stays. */
  leave(): Promise<void>;
}

/**
 * Begins a generation, by default as a copy of the current one, and opens it, beside whatever else is done. Only under the lock, and who
 * begins it takes it or leaves it.
 */
export function beginEarly<Opened extends { close(): Promise<void> }>(
  state: State,
  open: (building: Building) => Promise<Opened>,
  { from, signal }: BeginOptions = {},
): EarlyGeneration<Opened> {
  const unwanted = new AbortController();
  const begun = startGeneration(state, {
    from,
    signal: signal ? AbortSignal.any([signal, unwanted.signal]) : unwanted.signal,
  });
  const opened = begun.then(({ building }) => open(building));
  // Who takes it is told; until then, a failure is no fault of the process.
  opened.catch(() => undefined);
  let isTaken = false;
  return {
    async take() {
      isTaken = true;
      return { ...(await begun), opened: await opened };
    },
    async leave() {
      if (isTaken) return;
      unwanted.abort();
      await opened.then(
        one => one.close(),
        () => undefined,
      );
      const started = await begun.catch(() => undefined);
      if (started && !started.building.resumed) discard(state, started.building);
    },
  };
}
