import { type Building, beginGeneration } from './begin-generation.js';
import { discard } from './publish.js';
import type { State } from './state.js';

/** A generation that is begun before it is known whether anybody wants it. */
export interface EarlyGeneration {
  /** Where to build, when its copy is complete. Throws like `beginGeneration`. */
  take(): Promise<Building>;
  /** Unless it was taken, it goes, with what was copied of it; a killed build that was found stays. */
  leave(): Promise<void>;
}

/** Begins a copy of the current generation beside whatever else is done. Only under the lock, and who begins it takes it or leaves it. */
export function beginEarly(state: State, signal?: AbortSignal): EarlyGeneration {
  const unwanted = new AbortController();
  const begun = beginGeneration(state, {
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
      const building = await ended;
      if (building && !building.resumed) discard(state, building);
    },
  };
}
