import { CliError } from '../src/errors.js';
import { throwAll } from './throw-all.js';

/**
 * Does the same for every item and yields the answers in their order; work on so many items `ahead` goes on beside the one that is waited
 * for. Every CliError is waited for, and at the end all are thrown as one; any other error ends it, when what was begun has ended.
 */
export async function* inOrder<T, U>(
  items: T[],
  work: (item: T, index: number) => Promise<U>,
  ahead = 4,
): AsyncGenerator<U> {
  const running: Promise<U>[] = [];
  const problems: CliError[] = [];
  try {
    for (let index = 0; index < items.length + ahead; index++) {
      const item = items[index];
      if (index < items.length) running.push(quiet(work(item as T, index)));
      if (index < ahead) continue;
      const next = running.shift();
      if (!next) continue;
      try {
        yield await next;
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        problems.push(error);
      }
    }
  } finally {
    await Promise.allSettled(running);
  }
  throwAll(problems);
}

/** A promise whose failure may be looked at late. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
