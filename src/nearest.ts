import { CliError, exitCode } from './errors.js';

/** The error (usage) for a name that is none of those there are: it hints at the one that was meant, or else at what there is. */
export function notThere(
  message: string,
  name: string,
  names: Iterable<string>,
  otherwise = `there are ${[...names].join(', ') || 'none'}`,
): CliError {
  const near = nearest(name, names);
  return new CliError(message, exitCode.usage, near === undefined ? otherwise : `did you mean ${near}?`);
}

/**
 * The known name that was probably meant: within one edit per three letters (`edits` at most), case aside; undefined when none is
 * near. To have missed the schema of a table, or the dimension of a level, is one edit.
 */
export function nearest(name: string, known: Iterable<string>, edits = Number.POSITIVE_INFINITY): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const [one, other] = [name.toLowerCase(), candidate.toLowerCase()];
    const last =
      lastPart(one) === lastPart(other) || (!one.includes('.') && other.includes('.'))
        ? 1 + slips(lastPart(one), lastPart(other))
        : undefined;
    const needed = Math.min(slips(one, other), last ?? Number.POSITIVE_INFINITY);
    if (needed < least && needed <= edits && needed < candidate.length) [best, least] = [candidate, needed];
  }
  return best;
}

/** `; did you mean "x"?` as the end of a message; empty when there is nothing near. */
export function suggestion(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** Edits between two names; infinitely many where there are more than one per three letters. */
function slips(one: string, other: string): number {
  const needed = distance(one, other);
  return needed <= Math.max(1, Math.floor(Math.max(one.length, other.length) / 3)) ? needed : Number.POSITIVE_INFINITY;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Edits between two texts: insert, delete, replace, swap neighbours (optimal string alignment, Damerau 1964). */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      row[j] = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      const swaps = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swaps && i > 1 && j > 1) row[j] = Math.min(at(row, j), at(before, j - 2) + 1);
    }
    [before, last] = [last, row];
  }
  return at(last, to.length);
}

function at(row: number[], index: number): number {
  return row[index] as number;
}

/** Names as they stand in a sentence: a line break in one is shown. */
export function inOneLine(names: string): string {
  return names.replace(/\r\n|\r|\n/g, '␊');
}
