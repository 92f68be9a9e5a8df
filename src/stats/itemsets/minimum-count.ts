/**
 * The least whole number that is a share of n or more, exactly: the share counts as the decimal number that it is written as, so that .07
 * of 100 is 7. Never below 1. Throws a RangeError where the share is not above 0 and up to 1.
 *
 * @example minimumCount(0.001, 9835) // 10
 */
export function minimumCount(share: number, n: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`support is a share above 0 and up to 1, not ${share}`);
  const [digits = '', exponent = '0'] = share.toExponential().split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const scale = 10n ** BigInt(fraction.length - Number(exponent));
  const parts = BigInt(whole + fraction) * BigInt(n);
  return Math.max(1, Number((parts + scale - 1n) / scale));
}
