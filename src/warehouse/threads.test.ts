import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import type { ToLand } from './room.js';
import type { Session } from './session.js';
import { beginningOf, landingOf, threadsFor } from './threads.js';

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
  expect(threadsFor(session({}), batches(900_000, 49_999), { others: '000001' })).toBeUndefined();
});

it('a night of few records after many leaves a thread to each of the two tables that are made at a time', () => {
  const beside = Math.max(1, availableParallelism() - 1);
  expect(threadsFor(session({}), batches(999_999, 1), { orders: '000001' })).toBe(beside);
  expect(threadsFor(session({}), batches(9_999_999, 49_999), { orders: '000001' })).toBe(beside);
  // Nothing new: what is made follows from what the project says now.
  expect(threadsFor(session({}), batches(9_999_999, 1), { orders: '000002' })).toBeUndefined();
});

it('what few new bytes make is not logged until a night of them takes long, nor what little there is in all', () => {
  const toLand = (rows: number, fresh: number) =>
    ({ found: new Map([['orders', { landed: batches(rows, 0) }]]), fresh }) as unknown as ToLand;
  const beside = Math.max(1, availableParallelism() - 1);
  expect(beginningOf(toLand(999_999, 0), true)).toEqual({ isLogged: false, threads: 1 });
  expect(beginningOf(toLand(19_999_999, 1e6), false)).toEqual({ isLogged: false, threads: beside });
  expect(beginningOf(toLand(20_000_000, 1e6), false)).toEqual({ isLogged: true, threads: beside });
  // All that was there before is made as well, or much is new.
  expect(beginningOf(toLand(1_000_000, 1e6), true)).toEqual({ isLogged: true });
  expect(beginningOf(toLand(1_000_000, 0), false)).toEqual({ isLogged: true });
  expect(beginningOf(toLand(1_000_000, 5e6), false)).toEqual({ isLogged: true });
});

it('what the project says goes before', () => {
  expect(threadsFor(session({ threads: 3 }), batches(1))).toBe(3);
  expect(threadsFor(session({ threads: 3 }), batches(1e9))).toBe(3);
});

it('one thread lands little, of two sources at a time, and those that the engine takes much, unless the project says otherwise', () => {
  expect(landingOf(session({}), 1e7)).toEqual({ threads: 1, sources: 2 });
  expect(landingOf(session({}), 1e8)).toEqual({ threads: undefined, sources: 1 });
  expect(landingOf(session({ threads: 2 }), 1e7)).toEqual({ threads: 2, sources: 2 });
  expect(landingOf(session({ threads: 1 }), 1e8)).toEqual({ threads: 1, sources: 1 });
});
