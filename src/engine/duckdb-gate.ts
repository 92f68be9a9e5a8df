/**
 * Keeps writing and checkpoints apart. DuckDB (1.5) lets rows be exchanged while a checkpoint is under way, and has lost what was committed
 * meanwhile, without an error, from the file that is not logged; a checkpoint that is asked for while a table is made is refused.
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
