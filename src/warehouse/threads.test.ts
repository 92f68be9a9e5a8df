import { expect, it } from 'vitest';
import type { Session } from './session.js';
import { threadsFor } from './threads.js';

const session = (engine: object) => ({ project: { config: { engine } } }) as Session;

it('few records are made by one thread, many by those that the engine takes', () => {
  expect(threadsFor(session({}), [])).toBe(1);
  expect(threadsFor(session({}), [{ rows: 20_000 }, { rows: 29_999 }])).toBe(1);
  expect(threadsFor(session({}), [{ rows: 20_000 }, { rows: 30_000 }])).toBeUndefined();
});

it('what the project says goes before', () => {
  expect(threadsFor(session({ threads: 3 }), [{ rows: 1 }])).toBe(3);
  expect(threadsFor(session({ threads: 3 }), [{ rows: 1e9 }])).toBe(3);
});
