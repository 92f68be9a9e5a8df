import type { Engine } from '../engine/engine.js';

/** Answers questions to tables that are being made. */
export interface OnceMade extends Pick<Engine, 'query'> {
  /** One of the tables stands. */
  made(table: string): void;
  /** No more of them will be made: who waits for one is told. */
  failed(reason: unknown): void;
}

/** An engine that answers a select when those of these tables that it reads stand. */
export function onceMade(engine: Pick<Engine, 'query' | 'inputs'>, tables: Iterable<string>): OnceMade {
  const unmade = new Set(tables);
  let failure: { reason: unknown } | undefined;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const one of woken) one();
  };
  const standing = async (inputs: string[]) => {
    while (inputs.some(input => unmade.has(input))) {
      if (failure) throw failure.reason;
      await new Promise<void>(resolve => waiting.push(resolve));
    }
  };
  return {
    async query(sql, values, signal) {
      await standing(await engine.inputs(sql));
      return engine.query(sql, values, signal);
    },
    made(table) {
      unmade.delete(table);
      wake();
    },
    failed(reason) {
      failure = { reason };
      wake();
    },
  };
}
