import { type Started, startGeneration } from './begin-generation.js';
import { discard } from './publish.js';
import type { State } from './state.js';

/** A generation that is begun before it is known whether anybody wants it. */
export interface EarlyGeneration {
  /** Where to build, when its copy is complete; it may be published only when it is `marked`. Throws like `beginGeneration`. */
  take(): Promise<Started>;
  /** Unless it was taken, it goes, with what was copied of it; a killed build that was found stays. */
  leave(): Promise<void>;
}

/** Begins a copy of the current generation beside whatever else is done. Only under the lock, and who begins it takes it or leaves it. */
export function beginEarly(state: State, signal?: AbortSignal): EarlyGeneration {
  const unwanted = new AbortController();
  const begun = startGeneration(state, {
    signal: signal ? AbortSignal.any([signal, unwanted.signal]) : unwanted.signal,
  });
  const ended = begun.catch(() => undefined);
  let isTaken = false;
  return {
    take() {
      isTaken = true;
      return begun;
    },
    async leave() {
      if (isTaken) return;
      unwanted.abort();
      const started = await ended;
      if (started && !started.building.resumed) discard(state, started.building);
    },
  };
}
