/**
 * Decimal text as an integer scaled by `10 ** scale`: the inverse of `decimalText`. Digits beyond the scale are cut downwards.
 * Throws a RangeError when the text is no plain decimal number.
 *
 * @example parseDecimal('297.4', 4) // 2974000n
 */
export function parseDecimal(text: string, scale: number): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) throw new RangeError(`${text} is no plain decimal number`);
  const [, sign, whole, fraction = ''] = parts;
  const magnitude = BigInt(`${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  const isCut = /[1-9]/.test(fraction.slice(scale));
  return sign === '-' ? -magnitude - (isCut ? 1n : 0n) : magnitude;
}
