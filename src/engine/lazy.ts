import type { Engine } from './engine.js';

/**
 * An engine that is opened by the first statement and not before: for work that mostly needs none. Where it is known that one will be needed
 * (`isWanted`), it is opened at once, beside what comes before that statement.
 */
export function lazyEngine(name: string, open: () => Promise<Engine>, isWanted = false): Engine {
  let opened = isWanted ? open() : undefined;
  // Who asks for it is told.
  opened?.catch(() => undefined);
  const get = () => {
    opened ??= open();
    return opened;
  };
  return {
    name,
    query: async (...given) => (await get()).query(...given),
    again: async (...given) => (await get()).again(...given),
    async *stream(...given) {
      yield* (await get()).stream(...given);
    },
    replace: async (...given) => (await get()).replace(...given),
    replaceView: async (...given) => (await get()).replaceView(...given),
    replacePart: async (...given) => (await get()).replacePart(...given),
    exchange: async (...given) => (await get()).exchange(...given),
    append: async (...given) => (await get()).append(...given),
    aside: async (...given) => (await get()).aside(...given),
    difference: async (...given) => (await get()).difference(...given),
    writeAside: async (...given) => (await get()).writeAside(...given),
    checksum: async (...given) => (await get()).checksum(...given),
    countKeys: async (...given) => (await get()).countKeys(...given),
    write: async (...given) => (await get()).write(...given),
    drop: async (...given) => (await get()).drop(...given),
    land: async (...given) => (await get()).land(...given),
    landRecords: async (...given) => (await get()).landRecords(...given),
    landSelect: async (...given) => (await get()).landSelect(...given),
    inputs: async (...given) => (await get()).inputs(...given),
    transaction: async work => (await get()).transaction(work),
    another: async () => (await get()).another(),
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}
