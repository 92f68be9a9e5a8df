/** From so many rows the cut points are found. */
const enough = 8192;

/** The different values of a column in ascending order; NaN is none. */
export function distinctValues(column: ArrayLike<number>): Float64Array {
  return runsOf(new Float64Array(column).sort()).values;
}

/**
 * Where a column is cut into at most `bins` bins of about equally many rows, by every so-manieth row: a cut lies halfway between two values, and a
 * value that fills a bin alone has one for itself.
 */
export function cutPoints(column: ArrayLike<number>, bins: number): Float64Array {
  const stride = Math.ceil(column.length / enough);
  const sample = new Float64Array(Math.floor(column.length / stride));
  for (let at = 0; at < sample.length; at++) sample[at] = column[at * stride] as number;
  const { values, counts } = runsOf(sample.sort());
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const isHeavy = (at: number) => (counts[at] as number) * bins >= rows;
  let [light, heavy] = [rows, 0];
  for (let at = 0; at < values.length; at++) {
    if (!isHeavy(at)) continue;
    light -= counts[at] as number;
    heavy++;
  }
  const share = values.length <= bins ? 0 : light / Math.max(1, bins - 2 * heavy);
  const cuts: number[] = [];
  for (let [at, filled] = [0, 0]; at + 1 < values.length && cuts.length < bins - 1; at++) {
    filled += counts[at] as number;
    if (filled < share && !isHeavy(at) && !isHeavy(at + 1)) continue;
    cuts.push(halfway(values[at] as number, values[at + 1] as number));
    filled = 0;
  }
  return Float64Array.from(cuts);
}

/** Between two doubles that are neighbours there is nothing: then the lower one. */
export function halfway(below: number, above: number): number {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}

/** Different values and how often each is there; NaN, which sorts last, is left out. */
function runsOf(sorted: Float64Array): { values: Float64Array; counts: Uint32Array } {
  const values = new Float64Array(sorted.length);
  const counts = new Uint32Array(sorted.length);
  let length = 0;
  for (let at = 0; at < sorted.length; at++) {
    const value = sorted[at] as number;
    if (Number.isNaN(value)) break;
    if (length === 0 || value !== values[length - 1]) values[length++] = value;
    counts[length - 1] = (counts[length - 1] as number) + 1;
  }
  return { values: values.slice(0, length), counts: counts.slice(0, length) };
}
