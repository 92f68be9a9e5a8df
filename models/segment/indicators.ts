import { column, type Table } from '../../src/table.js';
import { type Category, categoryValue, categoryWords } from '../category.js';
import { frequentValues } from './frequent-values.js';
import type { Given } from './prepare.js';

/** A column of words as columns of 0 and 1, one for each value: the most frequent first, then what is beside them, then what is missing. */
export function indicatorsOf(features: Table, name: string, origin?: 'file'): Given[] {
  const { texts, own, hasOthers, hasMissing, othersSquares } = frequentValues(column(features, name));
  const categories: Category[] = [
    ...own.map(is => ({ column: name, is })),
    ...(hasOthers ? [{ column: name, beside: own }] : []),
    ...(hasMissing ? [{ column: name, is: null }] : []),
  ];
  return categories.map(category => ({
    name: categoryWords(category, origin),
    category,
    values: Float64Array.from(texts, text => categoryValue(category, text)),
    ...('beside' in category ? { squares: othersSquares } : {}),
  }));
}
