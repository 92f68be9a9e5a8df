import { CliError, exitCode } from '../errors.js';

/** What is wrong with a question that has no answer. */
export function usage(message: string, hint?: string): CliError {
  return new CliError(message, exitCode.usage, hint);
}
