/**
 * Keeps rows from being exchanged while a checkpoint is under way. DuckDB (1.5) lets both go on at a time, and has lost what was committed
 * meanwhile, without an error, from the file that is not logged. What makes whole tables waits for a checkpoint by itself.
 */
export class Gate {
  readonly #passing = new Set<Promise<unknown>>();
  #closed: Promise<unknown> = Promise.resolve();

  /** Begins when no checkpoint is under way or waited for. */
  pass<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#closed.then(work);
    this.#passing.add(done);
    return done.finally(() => this.#passing.delete(done));
  }

  /** Begins when all that has come before has ended; what comes later waits. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = Promise.allSettled([this.#closed, ...this.#passing]).then(work);
    this.#closed = done.catch(() => undefined);
    return done;
  }
}
