import { random } from '../../src/stats/random.js';
import type { Split } from './split.js';

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
    case 'time':
      return fromDay(rows, split.from === undefined ? dayAt(rows, 0.8) : Date.parse(split.from) / 86_400_000);
    case 'last':
      return fromDay(rows, dayAt(rows, 1));
  }
}

function fromDay(rows: readonly SplitRow[], from: number): Uint8Array {
  return Uint8Array.from(rows, ({ day }) => Number(day !== null && day >= from));
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

/** The day of the row that so large a share of the rows comes before. */
function dayAt(rows: readonly SplitRow[], share: number): number {
  const days = rows.flatMap(({ day }) => (day === null ? [] : [day])).sort((a, b) => a - b);
  return days[Math.min(Math.floor(days.length * share), days.length - 1)] ?? Number.POSITIVE_INFINITY;
}
