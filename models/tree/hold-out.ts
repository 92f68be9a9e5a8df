import { CliError, exitCode } from '../../src/errors.js';
import { random } from '../../src/stats/random.js';

/** Which rows are held out, so that a fit is judged by rows that it has not seen. */
export type Split =
  | { kind: 'none' }
  /** Every nth row of the file. */
  | { kind: 'every'; rows: number }
  /** A share of the rows, by chance. */
  | { kind: 'random'; share: number }
  /** The rows from a date on; without one the last ones, a fifth or a little more. */
  | { kind: 'time'; from?: string };

const forms = 'every:5, random:0.2, time:2024-01-01, time or none';

/** Reads `every:5`, `random:0.2`, `time:DATE`, `time` and `none`. Throws CliError (usage). */
export function splitOf(text: string): Split {
  const [kind = '', value] = text.split(/:(.*)/s);
  const number = Number(value);
  if (text === 'none') return { kind: 'none' };
  if (text === 'time') return { kind: 'time' };
  if (kind === 'every' && Number.isInteger(number) && number >= 2) return { kind, rows: number };
  if (kind === 'random' && number > 0 && number < 1) return { kind, share: number };
  if (kind === 'time' && /^\d{4}-\d{2}-\d{2}$/.test(value ?? '') && !Number.isNaN(Date.parse(value as string)))
    return { kind, from: value as string };
  throw new CliError(`--split is ${forms}, not ${text}`, exitCode.usage, 'every:5 holds out every fifth row');
}

/** A row as a split sees it: its number in the file from 1, and its day. */
export interface SplitRow {
  number: number;
  /** Days since 1970-01-01; null where rows have none. */
  day: number | null;
}

/** Per row 1 where it is held out. */
export function heldOut(rows: readonly SplitRow[], split: Split, seed: number): Uint8Array {
  switch (split.kind) {
    case 'none':
      return new Uint8Array(rows.length);
    case 'every':
      return Uint8Array.from(rows, row => Number(row.number % split.rows === 0));
    case 'random':
      return drawn(rows.length, split.share, seed);
    case 'time': {
      const from = split.from === undefined ? lastDays(rows) : Date.parse(split.from) / 86_400_000;
      return Uint8Array.from(rows, ({ day }) => Number(day !== null && day >= from));
    }
  }
}

/** Just that share of the rows, every choice equally likely. */
function drawn(rows: number, share: number, seed: number): Uint8Array {
  const { uniform } = random(seed);
  const held = new Uint8Array(rows);
  let wanted = Math.round(rows * share);
  for (let row = 0; row < rows; row++) {
    if (uniform() * (rows - row) >= wanted) continue;
    held[row] = 1;
    wanted--;
  }
  return held;
}

/** The latest day from which on there is a fifth of the rows. */
function lastDays(rows: readonly SplitRow[]): number {
  const days = rows.flatMap(({ day }) => (day === null ? [] : [day])).sort((a, b) => a - b);
  return days[Math.floor(days.length * 0.8)] ?? Number.POSITIVE_INFINITY;
}
