import { setTimeout } from 'node:timers/promises';

/** An error that another try does not mend. */
export class Final extends Error {}

/** Milliseconds before the second try; before each further one twice as long. */
const firstPause = 500;

/** Tries so often, ever more slowly. Throws what the last try threw; the signal's reason when it is told to stop. */
export async function retrying(tries: number, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || error instanceof Final) throw error;
      await setTimeout(firstPause * 2 ** (attempt - 1), undefined, { signal }).catch(() => {});
    }
  }
}
