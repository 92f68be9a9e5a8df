import type { Given } from '../../tree/index.js';
import { meanOf } from './mean-of.js';
import type { Term } from './term.js';

/** A column of 0 and 1, or of numbers, that a regression has a coefficient for. */
interface Dummy {
  name: string;
  values: Float64Array;
}

/** A predictor as columns of a regression, and the term that their coefficients come to. */
export interface Encoded {
  dummies: Dummy[];
  term(coefficients: number[]): Term;
}

/** A number is itself, its mean where it has no value, and a column for having none; of a category each word but the first has a column. */
export function encoded(given: Given, rows: Uint32Array): Encoded {
  return given.kind === 'number' ? number(given, rows) : category(given, rows);
}

function number({ name, values }: Given, rows: Uint32Array): Encoded {
  const there = rows.filter(row => !Number.isNaN(values[row]));
  const mean = meanOf(values, rows);
  const filled = Float64Array.from(rows, row => (Number.isNaN(values[row]) ? mean : (values[row] as number)));
  const lacking = Float64Array.from(rows, row => Number(Number.isNaN(values[row])));
  const hasMissing = there.length < rows.length;
  const dummies = [{ name, values: filled }, ...(hasMissing ? [{ name: `${name} missing`, values: lacking }] : [])];
  const share = (rows.length - there.length) / Math.max(rows.length, 1);
  return {
    dummies,
    term: ([slope = 0, extra = 0]) => ({
      column: name,
      slope,
      average: mean,
      otherwise: 0,
      missing: slope * mean + extra,
      mean: slope * mean + extra * share,
    }),
  };
}

function category({ name, values, levels }: Given, rows: Uint32Array): Encoded {
  const codes = [...levels.keys(), levels.length, Number.NaN];
  const dummies = codes.map(code => ({
    name: Number.isNaN(code) ? `${name} missing` : `${name} ${levels[code] ?? 'other'}`,
    values: Float64Array.from(rows, row => Number(Object.is(values[row], code))),
  }));
  const counts = dummies.map(({ values: own }) => own.reduce((sum, one) => sum + one, 0));
  const kept = dummies.filter((_, at) => at > 0 && (counts[at] as number) > 0);
  return {
    dummies: kept,
    term(coefficients) {
      const amounts = dummies.map(one => coefficients[kept.indexOf(one)] ?? 0);
      const mean = amounts.reduce((sum, one, at) => sum + one * (counts[at] as number), 0) / Math.max(rows.length, 1);
      const seen = (at: number) => ((counts[at] as number) > 0 ? (amounts[at] as number) : mean);
      const words = levels.map((word, at): [string, number] => [word, amounts[at] as number]);
      return { column: name, words, otherwise: seen(levels.length), missing: seen(levels.length + 1), mean };
    },
  };
}
