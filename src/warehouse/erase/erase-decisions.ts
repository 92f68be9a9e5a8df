import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDecisions } from '../../run/decisions.js';
import type { State } from '../../run/state.js';
import type { Person } from './person.js';
import { type Line, rewriteLines } from './rewrite-lines.js';

/**
 * Takes a person out of the decisions: issued keys and published scores lose their owner; lines about them or about records that are no longer there go. Answers how many lines changed.
 */
export function eraseDecisions(state: State, person: Person, isGone: (line: Line) => boolean): number {
  const keys = theirKeys(state, person);
  const kinds = readdirSync(state.decisions).filter(kind => kind !== 'erasure' && kind !== 'key');
  // Whose a score is, a key may tell: keys go last, so that a second attempt finds them.
  const changed = [...kinds, 'key'].map(kind =>
    rewriteLines(join(state.decisions, kind), line => {
      if (kind === 'score') return isTheirScore(line, person, keys) ? withoutCustomer(line) : line;
      if (kind === 'key') return isTheirKey(line, person) ? disowned(line) : line;
      const isTheirs = [line.customer, line.customer_id].some(one => typeof one === 'string' && person.isNamed(one));
      return isTheirs || (kind === 'quarantine' && isGone(line)) ? undefined : line;
    }),
  );
  return changed.reduce((sum, one) => sum + one, 0);
}

/** How many issued keys and published scores are a person's. */
export function tracesInDecisions(state: State, person: Person): { keys: number; scores: number } {
  const keys = theirKeys(state, person);
  let scores = 0;
  for (const line of readDecisions(state, 'score')) if (isTheirScore(line, person, keys)) scores += 1;
  return { keys: keys.size, scores };
}

function theirKeys(state: State, person: Person): ReadonlySet<unknown> {
  const keys = new Set<unknown>();
  for (const line of readDecisions(state, 'key')) if (isTheirKey(line, person)) keys.add(line.key);
  return keys;
}

/** Whether a line of `decisions/score` is about a person, by what they are called or by one of their keys. */
function isTheirScore({ customer_id, key }: Line, person: Person, keys: ReadonlySet<unknown>): boolean {
  return typeof customer_id === 'string' && (person.isNamed(customer_id) || keys.has(key));
}

/** A published score of nobody: which generation came after which is still said. */
function withoutCustomer({ generation, after }: Line): Line {
  return { generation, after };
}

/** Whether a line of `decisions/key` is about a person. */
function isTheirKey({ dimension, source, id }: Line, person: Person): boolean {
  return dimension === 'customer' && typeof id === 'string' && person.hasNumber(String(source ?? ''), id);
}

/** An issued key as a number without an owner, so that it is never given again. */
export function disowned({ dimension, key }: Line): Line {
  return { dimension, source: null, id: null, key };
}
