import { identifier, literal } from '../engine/engine.js';
import type { Proposal } from './propose.js';

/** The condition that a column says one of some words. */
export function saysOneOf(name: string, words: string[]): string {
  return `${identifier(name)} in (${words.map(literal).join(', ')})`;
}

/** A line of only those records whose column says one of some words, and of these none for which `but` holds. */
export function onlyRecords(
  line: Proposal,
  name: string,
  { taken, others, but }: { taken: string[]; others: string[]; but?: string | undefined },
): Proposal {
  const left = others.length > 0 ? `, none of ${others.join(', ')}` : '';
  const say = `only records whose ${name} is ${taken.join(' or ')} are read${left}`;
  const where = `${saysOneOf(name, taken)}${but === undefined ? '' : ` and not (${but})`}`;
  return { ...line, where, checks: [...line.checks, say] };
}
