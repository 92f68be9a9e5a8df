import { CliError, exitCode } from '../../src/errors.js';
import { isDay } from '../../src/moment.js';

/** Which rows are held out, so that a fit is judged by rows that it has not seen. */
export type Split =
  | { kind: 'none' }
  /** Every nth row of the file. */
  | { kind: 'every'; rows: number }
  /** A share of the rows, by chance. */
  | { kind: 'random'; share: number }
  /** The rows from a date on; without one the last ones, a fifth or a little more. */
  | { kind: 'time'; from?: string }
  /** The rows of the last day there is. */
  | { kind: 'last' };

const forms = 'every:5, random:0.2, time:2024-01-01, time, last or none';

/** Reads `every:5`, `random:0.2`, `time:DATE`, `time`, `last` and `none`. Throws CliError (usage). */
export function splitOf(text: string): Split {
  const [kind = '', value] = text.split(/:(.*)/s);
  const number = Number(value);
  if (text === 'none') return { kind: 'none' };
  if (text === 'time' || text === 'last') return { kind: text };
  if (kind === 'every' && Number.isInteger(number) && number >= 2) return { kind, rows: number };
  if (kind === 'random' && number > 0 && number < 1) return { kind, share: number };
  if (kind === 'time' && value !== undefined && isDay(value)) return { kind, from: value };
  throw new CliError(`--split is ${forms}, not ${text}`, exitCode.usage, 'every:5 holds out every fifth row');
}
