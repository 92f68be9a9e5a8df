import { CliError, exitCode } from '../src/errors.js';

/** Throws CliError (usage) where columns of a file have names that the model's table keeps for itself; `what` ends before such a name, `hint` is made of them. */
export function refuseReserved(
  columns: readonly string[],
  reserved: readonly string[],
  what: string,
  hint: (names: string[]) => string,
): void {
  const taken = columns.filter(name => reserved.includes(name.toLowerCase()));
  if (taken.length === 0) return;
  const message = `${what} called ${taken.join(' or ')}: the model has one of that name`;
  throw new CliError(message, exitCode.usage, hint(taken));
}
