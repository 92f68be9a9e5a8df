import { compareText } from '../../src/stats/compare-text.js';
import { column, type Table } from '../../src/table.js';
import { type Category, categoryValue, categoryWords } from '../category.js';
import type { Given } from './prepare.js';

/** Values that have a column of their own; the rest of them share one. */
const mostValues = 12;

/** A column of words as columns of 0 and 1, one for each value: the most frequent first, then what is beside them, then what is missing. */
export function indicatorsOf(features: Table, name: string): Given[] {
  const { values, present } = column(features, name);
  const texts = Array.from(values as string[], (value, row) => (present?.[row] === 0 ? null : value));
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([text]) => text);
  const own = ordered.length > mostValues ? ordered.slice(0, mostValues - 1) : ordered;
  const categories: Category[] = [
    ...own.map(is => ({ column: name, is })),
    ...(own.length < ordered.length ? [{ column: name, beside: own }] : []),
    ...(texts.includes(null) ? [{ column: name, is: null }] : []),
  ];
  return categories.map(category => ({
    name: categoryWords(category),
    category,
    values: Float64Array.from(texts, text => categoryValue(category, text)),
  }));
}
