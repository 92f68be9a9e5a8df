import { InvalidArgumentError } from 'commander';

/** A whole number as an argument or option gives it. */
export function whole(given: string): number {
  if (!/^\d{1,12}$/.test(given)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(given);
}
