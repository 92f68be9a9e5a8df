import { firstAbove } from './first-above.js';

/** An exact fraction; the denominator is positive. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/**
 * The type-7 quantile at the share `part / parts` of counted integers, exact: no rounding, so a value that equals the quantile is seen to.
 * `values` are ascending, `until[i]` is how many observations lie at or before `values[i]`. Throws a RangeError when there are none.
 *
 * @example countedQuantile(BigInt64Array.of(1n, 2n), Float64Array.of(1, 4), 1, 5) // 8/5: R's quantile(c(1, 2, 2, 2), .2) is 1.6
 */
export function countedQuantile(values: BigInt64Array, until: Float64Array, part: number, parts: number): Fraction {
  const observations = until.at(-1) ?? 0;
  if (observations === 0) throw new RangeError('no quantile of no observations');
  const position = BigInt(observations - 1) * BigInt(part);
  const denominator = BigInt(parts);
  const below = Number(position / denominator);
  const low = observation(values, until, below);
  const high = observation(values, until, Math.min(below + 1, observations - 1));
  return { numerator: low * denominator + (position % denominator) * (high - low), denominator };
}

function observation(values: BigInt64Array, until: Float64Array, index: number): bigint {
  return values[firstAbove(until, index)] as bigint;
}
