import type { State } from '../../run/state.js';
import type { Person } from './person.js';
import { rewriteLines } from './rewrite-lines.js';
import { betweenWords } from './words-of.js';

/**
 * Takes a person out of what the ledger says in words: their numbers become `(erased)`, and the sample rows of failed checks go, which may
 * show anything of anybody. Answers how many events changed.
 */
export function eraseLedger(state: State, person: Person, systems: string[]): number {
  const isTheirs = (word: string) => person.isNamed(word) || systems.some(system => person.hasNumber(system, word));
  return rewriteLines(state.ledger, event => {
    const told = Object.entries(event).filter(([name]) => spoken.includes(name));
    const clean = Object.fromEntries(told.map(([name, value]) => [name, cleaned(value, isTheirs)]));
    return JSON.stringify(clean) === JSON.stringify(Object.fromEntries(told)) ? event : { ...event, ...clean };
  });
}

/** The fields of events in which sentences stand. */
const spoken = ['error', 'why', 'warnings', 'sentence', 'message'];

function cleaned(value: unknown, isTheirs: (word: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map(one => cleaned(one, isTheirs));
  if (typeof value !== 'string') return value;
  const unsampled = value.replace(/\n +such as .*/g, '');
  return unsampled
    .split(betweenWords)
    .map(word => (isTheirs(word) ? '(erased)' : word))
    .join('');
}
