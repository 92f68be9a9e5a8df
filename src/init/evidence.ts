import { type DateEvidence, dateEvidence } from './date-evidence.js';
import type { SchemaType } from './look-parquet.js';
import { type NumberEvidence, numberEvidence } from './number-evidence.js';

/** What the values of a column say about it. */
export interface Evidence {
  /** Values that are not null. */
  filled: number;
  distinct: number;
  nullWords: string[];
  number?: NumberEvidence;
  date?: DateEvidence;
  /** Whole numbers that a spreadsheet has written as `17850.0`. */
  hasSheetNumbers: boolean;
  /** Whether some hold several values, semicolons between. */
  isOfSeveral: boolean;
  looks?: 'email' | 'phone';
  /** Values without a digit, where nearly all have some: a few of them. */
  words: string[];
  /** A few of its values, the first ones that differ. */
  samples: string[];
}

/** Whether nearly all of so many records have a value of their own. */
export function areApart({ distinct }: Evidence, records: number): boolean {
  return distinct >= records * 0.98;
}

const nullWords = ['NA', 'N/A', 'n/a', '#N/A', 'NULL', 'null', 'NaN', 'nan', 'None', '-', 'k. A.', 'k.A.', '?', '\\N'];

/** Of texts, null where there is nothing; of values that the file has a type for, that type counts. */
export function evidenceOf(values: (string | null)[], type: SchemaType = 'text'): Evidence {
  const filled = values.filter(value => value !== null && value.trim() !== '') as string[];
  const counts = new Map<string, number>();
  for (const text of filled) counts.set(text, (counts.get(text) ?? 0) + 1);
  const different = [...counts.keys()];
  const words = different.filter(text => nullWords.includes(text.trim()));
  const texts = different.filter(text => !words.includes(text));
  for (const word of words) counts.delete(word);
  const { date, number } = texts.length > 0 ? read(counts, type) : {};
  const looks = looksLike(texts);
  return {
    filled: filled.filter(text => !words.includes(text)).length,
    distinct: texts.length,
    nullWords: words,
    ...(date && { date }),
    ...(number && { number }),
    hasSheetNumbers:
      texts.length > 0 && texts.some(text => /^\d+\.0$/.test(text)) && texts.every(text => !/\.(?!0$)/.test(text)),
    isOfSeveral: texts.some(text => /^[\w-]+(?:\s*;\s*[\w-]+)+$/.test(text)),
    ...(looks && { looks }),
    words: wordsAmongNumbers(texts),
    samples: texts.slice(0, 3),
  };
}

function read(counts: Map<string, number>, type: SchemaType): Pick<Evidence, 'date' | 'number'> {
  if (type === 'integer' || type === 'number') return { number: { integers: type === 'integer' } };
  if (type === 'date' || type === 'timestamp') return { date: { hasTime: type === 'timestamp' } };
  const date = dateEvidence([...counts.keys()]);
  const number = date ? undefined : numberEvidence(counts);
  return { ...(date && { date }), ...(number && { number }) };
}

function wordsAmongNumbers(texts: string[]): string[] {
  const words = texts.filter(text => !/\d/.test(text));
  return words.length <= texts.length / 5 ? words.slice(0, 8) : [];
}

function looksLike(texts: string[]): Evidence['looks'] {
  const share = (pattern: RegExp) => texts.filter(text => pattern.test(text.trim())).length / Math.max(1, texts.length);
  if (share(/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i) > 0.8) return 'email';
  return share(/^(?:\+|00?)\d[\d\s()/.-]{6,}$/) > 0.8 && share(/^0\d*$/) < 0.8 ? 'phone' : undefined;
}
