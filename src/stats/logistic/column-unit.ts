/**
 * What a column is divided by so that its squares stay within the numbers there are: 1, or of one whose values are far too large or too small for that a power of
 * two, by which nothing is rounded. Of a column of less than 1e-305 it is 1: its coefficients would be beyond them, whatever they were counted by.
 */
export function columnUnit(column: ArrayLike<number>): number {
  let most = 0;
  for (let row = 0; row < column.length; row++) most = Math.max(most, Math.abs(column[row] as number));
  const isFit = (most > 1e-100 && most < 1e100) || most < 1e-305;
  return isFit ? 1 : 2 ** Math.floor(Math.log2(most));
}
