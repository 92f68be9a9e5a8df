/**
 * The plainest number from `below` to less than `above`: of the fewest decimal places, and of those the one nearest to the middle (the
 * lower of two). A cut between neighbouring values is read more easily so. Throws a RangeError unless `below < above`, both finite.
 *
 * @example plainBetween(312.07, 312.55) // 312.3
 */
export function plainBetween(below: number, above: number): number {
  if (!(below < above && Number.isFinite(below) && Number.isFinite(above)))
    throw new RangeError(`nothing lies between ${below} and ${above}`);
  const middle = below + (above - below) / 2;
  const highest = Math.ceil(Math.log10(Math.max(Math.abs(below), Math.abs(above))));
  for (let power = highest; power >= highest - 17; power--) {
    const found = multiplesAround(middle, power).filter(one => one >= below && one < above);
    if (found.length > 0) return found.reduce((best, one) => (off(one, middle) < off(best, middle) ? one : best));
  }
  return below;
}

/** The multiples of a power of ten next to a number; read back from decimals, they are the doubles that people write. */
function multiplesAround(value: number, power: number): number[] {
  const lower = Math.floor(value / 10 ** power);
  return [lower, lower + 1].map(times => Number(`${times}e${power}`));
}

function off(value: number, middle: number): number {
  return Math.abs(value - middle);
}
