import { compareText } from '../../src/stats/compare-text.js';
import type { Column } from '../../src/table.js';

/** Values that stand for themselves; of more, the rest of them share a place. */
const mostValues = 12;

/** What a column of words holds. */
export interface FrequentValues {
  texts: (string | null)[];
  /** The values that stand for themselves, the most frequent first. */
  own: string[];
  /** Whether there are others, whether some are missing, and whether neither is so. */
  hasOthers: boolean;
  hasMissing: boolean;
  isAll: boolean;
  /** The sum of squares of the shares that the others have, each by itself. */
  othersSquares: number;
}

/** The most frequent values of a column of words; of equally frequent ones the first by its letters. */
export function frequentValues({ values, present }: Column): FrequentValues {
  const texts = Array.from(values as string[], (value, row) => (present?.[row] === 0 ? null : value));
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([text]) => text);
  const own = ordered.length > mostValues ? ordered.slice(0, mostValues - 1) : ordered;
  const [hasOthers, hasMissing] = [own.length < ordered.length, texts.includes(null)];
  const others = ordered.slice(own.length).map(text => (counts.get(text) as number) / texts.length);
  const othersSquares = others.reduce((sum, share) => sum + share ** 2, 0);
  return { texts, own, hasOthers, hasMissing, isAll: !hasOthers && !hasMissing, othersSquares };
}
