import { count } from '../src/count.js';

/** How many rows (or what `noun` calls them) a model leaves out for a missing value; nothing where it leaves out none. */
export function incompleteWords(incomplete: number, noun: string): string[] {
  if (incomplete === 0) return [];
  return [`${count(incomplete, noun)} with a missing value ${incomplete === 1 ? 'does' : 'do'} not count`];
}
