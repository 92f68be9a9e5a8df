import { expect, it } from 'vitest';
import { watchInterrupt } from './interrupt.js';

it.each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s aborts the signal with exit code 130; stopping leaves nothing behind',
  name => {
    const before = process.listenerCount(name);
    const { signal, stop } = watchInterrupt();
    const interrupt = process.listeners(name).at(-1);
    expect(signal.aborted).toBe(false);
    interrupt?.(name);
    expect(signal.reason).toMatchObject({ code: 130, message: 'interrupted; nothing is left half done' });
    stop();
    expect(process.listenerCount(name)).toBe(before);
  },
);
