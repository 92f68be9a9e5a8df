/** So many rows show how scores are spread, and place a curve through them well. */
const enough = 50_000;

/** The numbers of rows at equal distances, all of them where there are not very many. */
export function spaced(rows: number): Uint32Array {
  const step = Math.max(1, Math.ceil(rows / enough));
  return Uint32Array.from({ length: Math.ceil(rows / step) }, (_, at) => at * step);
}
