import type { State } from '../../run/state.js';
import { withoutSamples } from '../checked.js';
import type { Person } from './person.js';
import { rewriteLines } from './rewrite-lines.js';
import { partsOf } from './words-of.js';

/**
 * Takes a person out of what the ledger says in words: their numbers become `(erased)`, and the sample rows of failed checks go, which may
 * show anything of anybody. Answers how many events changed.
 */
export function eraseLedger(state: State, person: Person, systems: string[]): number {
  const isTheirs = (word: string) => person.isNamed(word) || systems.some(system => person.hasNumber(system, word));
  return rewriteLines(state.ledger, event => {
    const told = Object.entries(event).filter(([name]) => spoken.includes(name));
    const clean = Object.fromEntries(told.map(([name, value]) => [name, cleaned(value, isTheirs, person.longest)]));
    return JSON.stringify(clean) === JSON.stringify(Object.fromEntries(told)) ? event : { ...event, ...clean };
  });
}

/** The fields of events in which sentences stand. */
const spoken = ['error', 'why', 'warnings', 'sentence', 'message'];

function cleaned(value: unknown, isTheirs: (word: string) => boolean, longest: number): unknown {
  if (Array.isArray(value)) return value.map(one => cleaned(one, isTheirs, longest));
  if (typeof value !== 'string') return value;
  const parts = partsOf(withoutSamples(value));
  const said: string[] = [];
  for (let place = 0; place < parts.length; ) {
    const size = sizeOfNumber(parts, place, longest, isTheirs);
    said.push(size > 0 ? '(erased)' : (parts[place] as string));
    place += Math.max(1, size);
  }
  return said.join('');
}

/** How many parts from a place on are a number of theirs, as many as can be; none: 0. */
function sizeOfNumber(parts: string[], place: number, longest: number, isTheirs: (word: string) => boolean): number {
  for (let size = Math.min(longest, parts.length - place); size > 0; size -= 1)
    if (isTheirs(parts.slice(place, place + size).join(''))) return size;
  return 0;
}
