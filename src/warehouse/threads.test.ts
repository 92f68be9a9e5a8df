import { expect, it } from 'vitest';
import type { Session } from './session.js';
import { threadsFor, threadsToLand } from './threads.js';

const session = (engine: object) => ({ project: { config: { engine } } }) as Session;
const batches = (...rows: number[]) =>
  rows.map((count, at) => ({ source: 'orders', batch: String(at + 1).padStart(6, '0'), rows: count }));

it('few records are made by one thread, many by those that the engine takes', () => {
  expect(threadsFor(session({}), [])).toBe(1);
  expect(threadsFor(session({}), batches(20_000, 29_999))).toBe(1);
  expect(threadsFor(session({}), batches(20_000, 30_000))).toBeUndefined();
});

it('a night of few records is made by one thread, unless what stands is long', () => {
  expect(threadsFor(session({}), batches(900_000, 49_999), { orders: '000001' })).toBe(1);
  expect(threadsFor(session({}), batches(900_000, 50_000), { orders: '000001' })).toBeUndefined();
  expect(threadsFor(session({}), batches(999_999, 1), { orders: '000001' })).toBeUndefined();
  expect(threadsFor(session({}), batches(900_000, 49_999), { others: '000001' })).toBeUndefined();
});

it('what the project says goes before', () => {
  expect(threadsFor(session({ threads: 3 }), batches(1))).toBe(3);
  expect(threadsFor(session({ threads: 3 }), batches(1e9))).toBe(3);
});

it('one thread lands little, and those that the engine takes much, unless the project says otherwise', () => {
  expect(threadsToLand(session({}), 1e7)).toBe(1);
  expect(threadsToLand(session({}), 1e8)).toBeUndefined();
  expect(threadsToLand(session({ threads: 2 }), 1e7)).toBe(2);
  expect(threadsToLand(session({ threads: 1 }), 1e8)).toBe(1);
});
