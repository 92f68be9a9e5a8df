import { columnWords, standoutWords } from '../../src/column-words.js';
import { deviation, mean, type Prepared } from './prepare.js';
import type { Step } from './step.js';

/** How many standard deviations of all customers each centre lies from their mean, column by column; none where they are all alike. */
export function deviationsOf(centers: number[][], { columns }: Pick<Prepared, 'columns'>): number[][] {
  // Equal values may lie beside their mean by its last bit, which would be their deviation.
  const isOne = (values: Float64Array) => values.every(value => value === values[0]);
  const all = columns.map(values => ({ center: mean(values), width: isOne(values) ? 0 : deviation(values) }));
  return centers.map(own =>
    all.map(({ center, width }, at) => (width > 0 ? ((own[at] as number) - center) / width : 0)),
  );
}

/**
 * A name for each segment by its deviations: the two columns that set it apart most, more where two would be called alike. `means` are
 * those of the segments in the same order: of a value of words the share that has it.
 */
export function proposedNames(
  columns: Named[],
  segments: number[][],
  means: (number | null)[][],
  origin?: 'file',
): string[] {
  const telling = columns.flatMap((_, at) => (isRepeated(segments, at) ? [] : [at]));
  const phrases = segments.map((deviations, segment) => {
    const own = telling.map(at => ({
      ...(columns[at] as Named),
      deviations: deviations[at] as number,
      isNone: means[segment]?.[at] === 0,
    }));
    return standouts(own).map(one => phrase(one, origin));
  });
  for (let words = Math.min(2, telling.length); words <= telling.length; words++) {
    const names = phrases.map(one => one.slice(0, words).join(', '));
    if (new Set(names).size === names.length) return names.map(capital);
  }
  return phrases.map((one, at) => `${capital(one.slice(0, 2).join(', '))} (${at + 1})`);
}

/** Whether a column sets the segments apart just as an earlier one does, as revenue per order where everybody bought once: it tells nothing more. */
function isRepeated(segments: number[][], at: number): boolean {
  const same = (own: number[], other: number) => Math.abs((own[at] as number) - (own[other] as number)) < 1e-9;
  return Array.from({ length: at }, (_, other) => other).some(other => segments.every(own => same(own, other)));
}

/** A column, and whether it is a question to a column of words. */
type Named = Pick<Step, 'column' | 'category'>;

interface Standout extends Named {
  deviations: number;
  /** Of a value of words: nobody has it. */
  isNone: boolean;
}

function standouts(columns: Standout[]): Standout[] {
  return columns.sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations) || (a.column < b.column ? -1 : 1));
}

/** How many standard deviations from all customers are none to speak of. */
const middling = 0.1;

function phrase({ column, category, deviations, isNone }: Standout, origin?: 'file'): string {
  if (Math.abs(deviations) < middling)
    return category ? `some ${column}` : `middling ${columnWords(column, origin).noun}`;
  if (category) return deviations > 0 ? column : `${isNone ? 'not' : 'few'} ${column}`;
  return standoutWords(column, deviations > 0, origin);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
