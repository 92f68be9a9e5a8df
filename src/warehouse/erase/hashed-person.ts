import type { Erasure } from './erasure.js';
import type { KeyedHash } from './keyed-hash.js';
import type { Numbers, Person } from './person.js';
import { longestOf } from './words-of.js';

/** What is kept of numbers: keyed hashes. Where numbers are shared, they are the same in systems that are not known yet. */
export function hashed(
  { customers, orders }: Numbers,
  hash: KeyedHash,
  isShared: boolean,
): Pick<Erasure, 'numbers' | 'longest' | 'orders'> {
  const numbers = customers.flatMap(([system, number]) => [
    hash('number', system, number),
    ...(isShared ? [hash('number', '', number)] : []),
  ]);
  const longest = longestOf(customers.map(([, number]) => number));
  return {
    numbers: [...new Set(numbers)].sort(),
    ...(longest > 1 && { longest }),
    orders: orders.map(([system, order]) => hash('order', system, order)).sort(),
  };
}

/** Everybody who was forgotten, as one person to look for. */
export function forgotten(all: Erasure[], hash: KeyedHash, isShared: boolean): Person {
  const numbers = new Set(all.flatMap(one => one.numbers));
  const orders = new Set(all.flatMap(one => one.orders));
  const people = new Set(all.map(one => one.person));
  return {
    isNamed: customer => people.has(hash('person', customer)),
    hasNumber: (system, number) =>
      numbers.has(hash('number', system, number)) || (isShared && numbers.has(hash('number', '', number))),
    hasOrder: (system, order) => orders.has(hash('order', system, order)),
    longest: Math.max(1, ...all.map(one => one.longest ?? 1)),
  };
}
