import { count } from './count.js';

/** Business dates in words, oldest first: a few by name, of many the first, the last and how many. */
export function nightsText(nights: string[]): string {
  if (nights.length <= 3) return nights.join(', ');
  return `${nights[0]} to ${nights.at(-1)} (${count(nights.length, 'night')})`;
}
