import { CliError, exitCode } from '../errors.js';

/** Refuses an option that says nothing without another one: CliError (usage). `others` names those it goes with. */
export function checkGoesWith(name: string, given: unknown, other: unknown, others: string): void {
  if (given !== undefined && other === undefined) throw new CliError(`${name} goes with ${others}`, exitCode.usage);
}
