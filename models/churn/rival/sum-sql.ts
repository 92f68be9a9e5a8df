/**
 * A sum of whole multiples of one small number, half by half: no order changes it, and engines that look at each sum within a sum are not kept
 * long by any of them. 0 of none.
 */
export function sumSql(terms: readonly string[]): string {
  if (terms.length < 2) return terms[0] ?? '0e0';
  const half = terms.length >> 1;
  return `(${sumSql(terms.slice(0, half))} + ${sumSql(terms.slice(half))})`;
}
