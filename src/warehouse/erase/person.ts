import { longestOf } from './words-of.js';

/** Whom to look for in records, without saying who it is. */
export interface Person {
  /** Whether a customer of the warehouse is called so. */
  isNamed(customer: string): boolean;
  /** Whether a customer number of a system is theirs. */
  hasNumber(system: string, number: string): boolean;
  /** Whether an order number of a system is theirs: for records that name an order and no customer. */
  hasOrder(system: string, order: string): boolean;
  /** Of how many parts, words and what stands between them, the longest of their numbers is. */
  longest: number;
}

/** Numbers of one customer in the clear: pairs of system and number. */
export interface Numbers {
  customers: [system: string, number: string][];
  orders: [system: string, order: string][];
}

/** The customer behind a name and numbers in the clear; where numbers are shared, whatever the system. */
export function personOf(name: string, { customers, orders }: Numbers, isShared: boolean): Person {
  const numbers = new Set(
    customers.flatMap(([system, number]) => [key(system, number), ...(isShared ? [key('', number)] : [])]),
  );
  const ordered = new Set(orders.map(([system, order]) => key(system, order)));
  return {
    isNamed: customer => customer === name,
    hasNumber: (system, number) => numbers.has(key(system, number)) || (isShared && numbers.has(key('', number))),
    hasOrder: (system, order) => ordered.has(key(system, order)),
    longest: longestOf(customers.map(([, number]) => number)),
  };
}

function key(...parts: string[]): string {
  return JSON.stringify(parts);
}
