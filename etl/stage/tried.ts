/**
 * A condition of one record that is null where it cannot be reckoned, as a product beyond all digits; undefined where it has a query in it,
 * which the engine does not try. A `case` or `coalesce` right inside of `try` writes past its place in the engine (DuckDB 1.5), and judges other
 * records: so what is tried is a function over a list of one.
 */
export function tried(condition: string): string | undefined {
  if (/\bselect\b/i.test(condition)) return undefined;
  return `try(cardinality(filter(array[true], _judged -> ${condition})) > 0)`;
}
