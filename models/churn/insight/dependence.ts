import { partialDependence } from '../../../src/stats/explain/partial-dependence.js';
import type { Given } from '../../tree/index.js';
import type { Examples } from '../examples.js';
import { type Chosen, judge } from './judge.js';

/** The mean score if everybody had this value in a column; null is no value. */
export interface Dependence {
  column: string;
  value: number | string | null;
  score: number;
}

/** So many columns are shown, and so many words of one. */
const [columnsShown, wordsShown] = [6, 12];

/** Of the first of some columns, on the rows by which models are judged (Friedman 2001). */
export function dependenceOf(chosen: Chosen, examples: Examples, rows: Uint32Array, names: string[]): Dependence[] {
  const { columns, predict } = judge(chosen, examples, rows);
  return names.slice(0, columnsShown).flatMap(name => {
    const at = examples.given.findIndex(one => one.name === name);
    const values = valuesOf(examples.given[at] as Given, examples.learnt);
    const scores = partialDependence(columns, at, values, predict);
    return values.map((value, place) => {
      const told = Number.isNaN(value) ? null : ((examples.given[at] as Given).levels[value] ?? value);
      return { column: name, value: told, score: scores[place] as number };
    });
  });
}

/** Of a number the tenths, of words the most frequent; and no value, where there is such a thing. */
function valuesOf({ kind, values, levels, hasMissing }: Given, rows: Uint32Array): number[] {
  const missing = hasMissing ? [Number.NaN] : [];
  if (kind === 'number') {
    const there = Float64Array.from(rows, row => values[row] as number)
      .filter(value => !Number.isNaN(value))
      .sort();
    const tenths = Array.from(
      { length: 9 },
      (_, part) => there[Math.floor(((there.length - 1) * (part + 1)) / 10)] as number,
    );
    return [...new Set(there.length > 0 ? tenths : []), ...missing];
  }
  const counts = levels.map(() => 0);
  for (const row of rows) {
    const code = values[row] as number;
    if (code < levels.length) counts[code] = (counts[code] as number) + 1;
  }
  const frequent = [...levels.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number));
  return [...frequent.slice(0, wordsShown).sort((a, b) => a - b), ...missing];
}
