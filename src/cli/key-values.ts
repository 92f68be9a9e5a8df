import { CliError, exitCode } from '../errors.js';

/** Pairs written as column=value, by column. Throws CliError (usage). */
export function keyValues(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pair => {
      const [, key, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(pair) ?? [];
      if (key !== undefined && value !== undefined) return [key, value];
      throw new CliError(`${pair} is no condition`, exitCode.usage, 'write it as column=value');
    }),
  );
}

/** An option that may be repeated. */
export function collect(given: string, before: string[] = []): string[] {
  return [...before, given];
}
