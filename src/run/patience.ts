import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two looks. */
const look = 200;

/** How long somebody waits for another, and what is done about it. */
export interface Waiting<Other> {
  /** Milliseconds; 0 (default) is not at all. */
  wait_ms?: number;
  signal?: AbortSignal;
  /** Told once of each that is waited for. */
  onWait?: (other: Other) => void;
}

/** A function that waits a little for another to go: false when the time is over. Rejects with the signal's reason. */
export function patience<Other extends { run: string }>({ wait_ms = 0, signal, onWait }: Waiting<Other>) {
  const end = performance.now() + wait_ms;
  let told: string | undefined;
  return async (other: Other): Promise<boolean> => {
    const left = end - performance.now();
    if (left <= 0) return false;
    if (told !== other.run) onWait?.(other);
    told = other.run;
    await setTimeout(Math.min(look, left), undefined, { signal }).catch(() => {});
    signal?.throwIfAborted();
    return true;
  };
}
